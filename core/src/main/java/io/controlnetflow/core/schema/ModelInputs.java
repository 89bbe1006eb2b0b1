package io.controlnetflow.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import io.controlnetflow.core.job.InvalidField;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The inputs of one model, by its schema (source: {@code request_schema} of the provider's list of models). The API drops names that it
 * does not know and bills the run, so these are wrong here, at every depth where the schema names all that there is. Thread-safe.
 */
public final class ModelInputs {
    private static final String PROPERTIES = "properties";

    private final String model;
    private final JsonNode closed;
    private final JsonSchema schema;

    private ModelInputs(String model, JsonNode closed, JsonSchema schema) {
        this.model = model;
        this.closed = closed;
        this.schema = schema;
    }

    /** @return empty for a schema that says nothing about names, or cannot be understood */
    public static Optional<ModelInputs> of(String model, JsonNode requestSchema) {
        if (!requestSchema.path(PROPERTIES).isObject()) {
            return Optional.empty();
        }
        try {
            JsonNode closed = Dialect.closed(requestSchema);
            return Optional.of(new ModelInputs(model, closed, Dialect.read(closed)));
        } catch (RuntimeException notUnderstood) { // the library says by many kinds of exception what it cannot read
            return Optional.empty();
        }
    }

    public String model() {
        return model;
    }

    /** Every name, in the provider's order. */
    public List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        closed.path("x-order-properties").forEach(name -> names.add(name.asText()));
        names.retainAll(fields());
        names.addAll(fields());
        return List.copyOf(names);
    }

    private List<String> fields() {
        return closed.path(PROPERTIES).properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Names without which nothing can be asked for. */
    public List<String> required() {
        List<String> names = new ArrayList<>();
        closed.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The inputs as the model wants them: a text that reads as the number or boolean of its field is one, as texts of a table do. */
    public ObjectNode read(ObjectNode inputs) {
        ObjectNode read = inputs.deepCopy();
        inputs.properties()
                .forEach(e -> read.set(
                        e.getKey(),
                        Texts.read(e.getValue(), closed.path(PROPERTIES).path(e.getKey()))));
        return read;
    }

    /**
     * What is wrong with inputs; empty when the model takes them.
     *
     * @param inputs those that are known, as {@link #read} gives them; pictures as addresses
     * @param open those that are given, but not known yet: what is written there, by name
     */
    public List<InvalidField> problems(ObjectNode inputs, Map<String, String> open) {
        List<InvalidField> found = new ArrayList<>();
        List<String> known = names();
        Wording wording = new Wording(model, known, closed);
        open.forEach((name, written) -> {
            if (!known.contains(name) && !required().contains(name)) {
                found.add(wording.unknown(name, written));
            }
        });
        for (ValidationMessage said : schema.validate(inputs)) {
            boolean ofTheWhole = said.getInstanceLocation().getNameCount() <= 0;
            boolean unsure = ofTheWhole
                    && !open.isEmpty()
                    && !said.getType().equals("additionalProperties")
                    && !(said.getType().equals("required") && !open.containsKey(said.getProperty()));
            if (!unsure) {
                found.add(wording.of(said, inputs));
            }
        }
        return List.copyOf(found);
    }
}
