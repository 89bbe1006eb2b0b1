package io.controlnetflow.core.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.AtomicFiles;
import io.controlnetflow.core.wire.Json;
import io.controlnetflow.core.wire.ModelInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The schemas of a provider's models as they were at one time.
 *
 * @param at when the provider was asked
 * @param schemas as JSON text by model id: a whole list is large as a tree
 * @param texts ids of the models that answer with a text, by their type in the list, as in {@code image-to-text}
 */
public record KeptSchemas(Instant at, Map<String, String> schemas, Set<String> texts) {
    private static final String AT = "at";
    private static final String TEXTS = "texts";
    private static final String TO_TEXT = "-to-text";
    private static final String MODELS = "models";

    public KeptSchemas {
        schemas = Map.copyOf(schemas);
        texts = Set.copyOf(texts);
    }

    /** Those of the models that say one. */
    public static KeptSchemas of(Instant at, List<ModelInfo> models) {
        Map<String, String> schemas = new LinkedHashMap<>();
        Set<String> texts = new HashSet<>();
        for (ModelInfo model : models) {
            JsonNode schema = model.requestSchema();
            if (schema != null && !model.id().isEmpty()) {
                schemas.put(model.id(), schema.toString());
            }
            if (model.type().endsWith(TO_TEXT)) {
                texts.add(model.id());
            }
        }
        return new KeptSchemas(at, schemas, texts);
    }

    /** Where a provider's are kept in a state folder. */
    public static Path file(Path stateFolder, String provider) {
        return stateFolder.resolve("schemas").resolve(provider.replaceAll("[^A-Za-z0-9.]+", "-") + ".json");
    }

    /** What is kept in a file; empty when nothing is, or nothing that can be read. */
    public static Optional<KeptSchemas> read(Path file) {
        try {
            return Json.read(Files.readAllBytes(file))
                    .map(tree -> new KeptSchemas(
                            Instant.parse(tree.path(AT).asText()),
                            schemas(tree.path(MODELS)),
                            tree.path(TEXTS).valueStream().map(JsonNode::asText).collect(Collectors.toSet())));
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> schemas(JsonNode models) {
        Map<String, String> schemas = new LinkedHashMap<>();
        models.properties().forEach(e -> schemas.put(e.getKey(), e.getValue().toString()));
        return schemas;
    }

    /** Writes them, whole or not at all. */
    public void write(Path file) throws IOException {
        ObjectNode tree = Json.object().put(AT, at.toString());
        ObjectNode models = tree.putObject(MODELS);
        schemas.forEach((model, schema) -> models.set(model, tree(schema)));
        texts.forEach(tree.putArray(TEXTS)::add);
        AtomicFiles.write(file, tree.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What a model takes; empty when it is not among them, or its schema cannot be understood. */
    public Optional<ModelInputs> inputs(String model) {
        return Optional.ofNullable(schemas.get(model)).flatMap(text -> ModelInputs.of(model, tree(text)));
    }

    private static JsonNode tree(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
