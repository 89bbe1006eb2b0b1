package io.controlnetflow.routes.app.lint.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The JSON schema that Camel ships of its YAML routes: which words stand where. Immutable. */
final class Grammar {
    private static final String FILE = "schema/camelYamlDsl.json";
    private static final String STEP = "org.apache.camel.model.ProcessorDefinition";
    private static final String DEFINITIONS = "#/items/definitions/";

    private final JsonNode entry;
    private final JsonNode definitions;

    private Grammar(JsonNode entry) {
        this.entry = entry;
        this.definitions = entry.path("definitions");
    }

    static Grammar load() {
        try (InputStream in = Grammar.class.getClassLoader().getResourceAsStream(FILE)) {
            return new Grammar(new ObjectMapper()
                    .readTree(Objects.requireNonNull(in, FILE))
                    .path("items"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An entry of a route file. */
    Form entry() {
        return form(List.of(entry));
    }

    /** A step of a route. */
    Form step() {
        return form(List.of(definitions.path(STEP)));
    }

    /** What any of the schemas allows. */
    Form form(Iterable<JsonNode> schemas) {
        Form form = new Form();
        schemas.forEach(schema -> take(form, schema));
        return form;
    }

    private void take(Form form, JsonNode schema) {
        String ref = schema.path("$ref").asText();
        if (ref.startsWith(DEFINITIONS)) {
            String name = ref.substring(DEFINITIONS.length());
            form.names.add(name.substring(name.lastIndexOf('.') + 1));
            take(form, definitions.path(name));
        }
        for (String several : List.of("oneOf", "anyOf", "allOf")) {
            schema.path(several).forEach(one -> take(form, one));
        }
        schema.path("properties").properties().forEach(e -> form.word(e.getKey(), e.getValue()));
        if (schema.has("items")) {
            form.items.add(schema.path("items"));
        }
        if (schema.has("type")) {
            form.types.add(schema.path("type").asText());
        }
        if (schema.path("additionalProperties").isBoolean()) {
            form.closed |= !schema.path("additionalProperties").asBoolean();
        }
        schema.path("enum").forEach(choice -> form.choices.add(choice.asText()));
    }
}
