package io.controlnetflow.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.AnnotationKeyword;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.List;
import java.util.Locale;

/**
 * The form of JSON schema that the platform uses: draft 7 and words of its own beginning with {@code x-}, which only say how a form is
 * drawn. Nothing is fetched for a schema, wherever it points.
 */
final class Dialect {
    private static final List<String> OPENING = List.of(
            "additionalProperties",
            "patternProperties",
            "unevaluatedProperties",
            "$ref",
            "allOf",
            "anyOf",
            "oneOf",
            "if");

    private static final JsonMetaSchema WORDS = JsonMetaSchema.builder(JsonMetaSchema.getV7())
            .unknownKeywordFactory((word, context) -> new AnnotationKeyword(word))
            .build();

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.builder()
            .defaultMetaSchemaIri(WORDS.getIri())
            .metaSchema(WORDS)
            .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance()))
            .build();

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.LEGACY)
            .losslessNarrowing(true)
            .formatAssertionsEnabled(false)
            .locale(Locale.ENGLISH)
            .preloadJsonSchema(true)
            .build();

    private Dialect() {}

    /** @throws RuntimeException of many kinds when the schema cannot be understood */
    static JsonSchema read(JsonNode schema) {
        if (schema.findValuesAsText("$ref").stream().anyMatch(ref -> !ref.startsWith("#"))) {
            throw new IllegalArgumentException("a part of the schema lies elsewhere");
        }
        JsonSchema read =
                FACTORY.getSchema(((ObjectNode) schema.deepCopy()).without(List.of("$schema", "$id")), CONFIG);
        read.initializeValidators();
        return read;
    }

    /** The schema with every object closed whose names it lists in one place: what is not listed there is not known. */
    static JsonNode closed(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("properties").isObject() && OPENING.stream().noneMatch(object::has)) {
                object.put("additionalProperties", false);
            }
            object.path("properties").forEach(Dialect::close);
            close(object.path("items"));
        }
    }
}
