package io.controlnetflow.routes.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.MediaTypes;
import io.controlnetflow.core.dag.Outputs;
import io.controlnetflow.routes.stage.RemoteOrLocal;
import io.controlnetflow.routes.stage.cell.CellValue;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** What a body answers with as a cell's value, and a cell's value as Camel's steps take it. */
public final class CellValues {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST = 200L << 20;
    /** More text than this is kept as a file. */
    private static final int MOST_TEXT = 64 * 1024;

    private CellValues() {}

    /** The value of a message's body; bytes are put into the store. */
    public static JsonNode of(Exchange exchange, ArtifactStore store) throws IOException {
        return of(exchange.getMessage().getBody(), exchange, store);
    }

    private static JsonNode of(@Nullable Object body, Exchange exchange, ArtifactStore store) throws IOException {
        Object plain = body instanceof WrappedFile<?> wrapped ? RemoteOrLocal.content(wrapped) : body;
        if (plain == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (plain instanceof JsonNode json) {
            return json;
        }
        if (plain instanceof CellValue value) {
            return value.value(store);
        }
        if (plain instanceof Artifact artifact) {
            return file(artifact);
        }
        if (plain instanceof List<?> list && list.stream().anyMatch(CellValues::isFile)) {
            var all = JsonNodeFactory.instance.arrayNode();
            for (Object one : list) {
                all.add(of(one, exchange, store));
            }
            return all;
        }
        if (plain instanceof Map || plain instanceof List || plain instanceof Number || plain instanceof Boolean) {
            return JSON.valueToTree(plain);
        }
        if (plain instanceof CharSequence text) {
            return text(text.toString());
        }
        try (InputStream in = stream(plain, exchange)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "answers with " + plain.getClass().getName()
                                + ", which is no value of a cell; end it with text, JSON, a map, or a file");
            }
            return kept(store.put(in, MOST));
        }
    }

    private static boolean isFile(@Nullable Object one) {
        return one instanceof byte[]
                || one instanceof File
                || one instanceof Path
                || one instanceof InputStream
                || one instanceof CellValue
                || one instanceof Artifact;
    }

    /** What is a value of a cell by itself, without being turned into text or bytes. */
    static boolean isPlain(Object value) {
        return isFile(value)
                || value instanceof JsonNode
                || value instanceof Map
                || value instanceof List
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof CharSequence;
    }

    private static @Nullable InputStream stream(Object plain, Exchange exchange) throws IOException {
        if (plain instanceof Path path) {
            return Files.newInputStream(path);
        }
        return exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, plain);
    }

    /** Short text is a value of its own, everything else a file. */
    private static JsonNode kept(Artifact artifact) throws IOException {
        if (!artifact.mediaType().startsWith("image/") && artifact.size() <= MOST_TEXT) {
            try {
                return text(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(Files.readAllBytes(artifact.file())))
                        .toString());
            } catch (CharacterCodingException binary) {
                return file(artifact);
            }
        }
        return file(artifact);
    }

    private static JsonNode file(Artifact artifact) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        return value.put("type", MediaTypes.kind(artifact.mediaType()))
                .put("ref", artifact.ref())
                .put("mediaType", artifact.mediaType());
    }

    private static JsonNode text(String text) {
        String trimmed = text.strip();
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            try {
                return JSON.readTree(trimmed);
            } catch (JsonProcessingException plain) {
                return JsonNodeFactory.instance.textNode(text);
            }
        }
        return JsonNodeFactory.instance.textNode(text);
    }

    /**
     * Exchange variables for what a cell refers to: each value under its name, its fields under {@code name.field}, its picture as
     * a file under {@code name.image}. Behind a barrier a name holds a list; {@code name[*]} and {@code name[*].field} hold one of all
     * cells.
     */
    static Map<String, Object> variables(Map<String, JsonNode> known, ArtifactStore store) throws IOException {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : known.entrySet()) {
            String name = one.getKey().replace("[*]", "");
            put(variables, name, one.getValue(), store);
            if (!name.equals(one.getKey())) {
                putEvery(variables, one.getKey(), one.getValue(), store);
            }
            if (name.equals("matrix")) {
                for (Map.Entry<String, JsonNode> point : one.getValue().properties()) {
                    put(variables, "matrix." + point.getKey(), point.getValue(), store);
                    put(variables, point.getKey(), point.getValue(), store);
                }
            }
        }
        return variables;
    }

    private static void put(Map<String, Object> variables, String name, JsonNode value, ArtifactStore store)
            throws IOException {
        Object plain = plain(value, store);
        if (plain == null) {
            return;
        }
        variables.putIfAbsent(name, plain);
        JsonNode one = value.isArray() && !value.isEmpty() ? value.path(0) : value;
        if (Outputs.isFile(one)) {
            variables.putIfAbsent(name + "." + Outputs.type(one), plain);
        }
        fields(variables, name, one, store);
        JsonNode inside = Outputs.inside(one);
        if (!inside.equals(one)) {
            fields(variables, name, JsonNodeFactory.instance.objectNode().set(Outputs.OUTPUT, inside), store);
            fields(variables, name + "." + Outputs.OUTPUT, inside, store);
        }
    }

    private static void fields(Map<String, Object> variables, String name, JsonNode value, ArtifactStore store)
            throws IOException {
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            Object inner = plain(field.getValue(), store);
            if (inner != null) {
                variables.putIfAbsent(name + "." + field.getKey(), inner);
            }
        }
    }

    private static void putEvery(Map<String, Object> variables, String name, JsonNode all, ArtifactStore store)
            throws IOException {
        Map<String, ArrayNode> fields = new LinkedHashMap<>();
        for (JsonNode one : all) {
            one.properties().forEach(field -> fields.computeIfAbsent(
                            field.getKey(), key -> JsonNodeFactory.instance.arrayNode())
                    .add(field.getValue()));
            if (Outputs.isFile(one)) {
                fields.computeIfAbsent(Outputs.type(one), key -> JsonNodeFactory.instance.arrayNode())
                        .add(one);
            }
        }
        fields.put("", JsonNodeFactory.instance.arrayNode().addAll((ArrayNode) all));
        for (Map.Entry<String, ArrayNode> field : fields.entrySet()) {
            Object plain = plain(field.getValue(), store);
            if (plain != null) {
                variables.put(name + (field.getKey().isEmpty() ? "" : "." + field.getKey()), plain);
            }
        }
    }

    /** A picture, a video or another file as its file, an object as a map, a list as a list, anything else as itself. */
    public static @Nullable Object plain(JsonNode value, ArtifactStore store) throws IOException {
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        if (Outputs.isFile(value)) {
            String ref = value.path("ref").asText();
            if (!ref.startsWith("sha256:")) {
                return value.path("url").asText(null);
            }
            return store.find(ref.substring("sha256:".length()))
                    .orElseThrow(() -> new IOException("the bytes of " + ref + " are gone from the state folder"))
                    .file()
                    .toFile();
        }
        if (value.isArray()) {
            List<Object> list = new ArrayList<>();
            for (JsonNode item : value) {
                Object plain = plain(item, store);
                if (plain != null) {
                    list.add(plain);
                }
            }
            return list;
        }
        return JSON.convertValue(value, Object.class);
    }
}
