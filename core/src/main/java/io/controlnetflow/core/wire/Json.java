package io.controlnetflow.core.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bytes to trees and back. Decimals keep their digits. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectReader READER = MAPPER.reader();

    private Json() {}

    /** How the API's JSON is read and written, for other readers. A copy: changing it changes nothing here. */
    public static JsonMapper mapper() {
        return MAPPER.copy();
    }

    /** The tree, or nothing when the bytes are not one JSON document. */
    public static Optional<JsonNode> read(byte[] bytes) {
        try {
            JsonNode node = READER.readTree(bytes);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of a field; empty when absent, null or a container. */
    static String text(@Nullable JsonNode parent, String field) {
        JsonNode node = parent == null ? null : parent.get(field);
        return node == null || node.isNull() || node.isContainerNode() ? "" : node.asText();
    }

    static int whole(@Nullable JsonNode parent, String field, int otherwise) {
        JsonNode node = parent == null ? null : parent.get(field);
        return node == null ? otherwise : node.asInt(otherwise);
    }

    static long millis(@Nullable JsonNode parent, String field) {
        JsonNode node = parent == null ? null : parent.get(field);
        return node == null ? 0 : Math.max(0, Math.round(node.asDouble(0)));
    }
}
