package io.controlnetflow.routes.component.dag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.routes.stage.RemoteOrLocal;
import io.controlnetflow.routes.stage.cell.CellValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Reads a run's inputs from a message: a map, JSON, or the flow's only picture. Pictures are put into the store. */
public final class FlowInputs {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST = 200L << 20;

    private final FlowSpec spec;
    private final ArtifactStore store;
    private final Exchange exchange;

    private final Set<String> taken;

    private FlowInputs(FlowSpec spec, ArtifactStore store, Exchange exchange, Set<String> taken) {
        this.taken = taken;
        this.spec = spec;
        this.store = store;
        this.exchange = exchange;
    }

    /**
     * Those of a message.
     *
     * @param taken inputs that are given elsewhere: a picture alone is none of these
     * @throws InvalidField when the body is nothing that inputs could be; names flow and input
     */
    static ObjectNode of(FlowSpec spec, Exchange exchange, ArtifactStore store, Set<String> taken) throws IOException {
        return new FlowInputs(spec, store, exchange, taken)
                .read(exchange.getMessage().getBody());
    }

    /**
     * Those that somebody gives by name: texts, values, and pictures as paths, bytes or addresses.
     *
     * @throws InvalidField for what is no picture; names flow and input
     */
    public static ObjectNode of(FlowSpec spec, CamelContext camel, ArtifactStore store, Map<String, Object> inputs)
            throws IOException {
        return new FlowInputs(spec, store, new DefaultExchange(camel), Set.of()).read(inputs);
    }

    private ObjectNode read(@Nullable Object body) throws IOException {
        if (body == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (body instanceof Map<?, ?> map) {
            ObjectNode inputs = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<?, ?> one : map.entrySet()) {
                String name = String.valueOf(one.getKey());
                inputs.set(name, value(name, one.getValue()));
            }
            return inputs;
        }
        if (body instanceof ObjectNode json) {
            return values(json);
        }
        if (body instanceof String text) {
            return text(text.strip());
        }
        if (body instanceof CellValue || body instanceof Artifact) {
            return only(picture("body", body));
        }
        Artifact bytes = bytes("body", body);
        if (bytes.mediaType().startsWith("image/")) {
            return only(picture("body", bytes));
        }
        return text(Files.readString(bytes.file()).strip());
    }

    private ObjectNode text(String text) throws IOException {
        if (text.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!text.startsWith("{")) {
            throw new InvalidField(
                    "dag:" + spec.name() + ": body",
                    text.length() > 60 ? text.substring(0, 60) + "…" : text,
                    "is neither JSON nor a picture",
                    "send the inputs as a JSON object; nothing is started");
        }
        try {
            return values((ObjectNode) JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new InvalidField(
                    "dag:" + spec.name() + ": body",
                    "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    "is no JSON: " + e.getOriginalMessage(),
                    "nothing is started");
        }
    }

    private ObjectNode values(ObjectNode json) throws IOException {
        ObjectNode inputs = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> one : json.properties()) {
            inputs.set(one.getKey(), value(one.getKey(), one.getValue()));
        }
        return inputs;
    }

    private JsonNode value(String name, @Nullable Object value) throws IOException {
        Input input = spec.inputs().get(name);
        if (input != null && input.type() == InputType.IMAGE) {
            return picture(name, value);
        }
        JsonNode json = value instanceof JsonNode node ? node : JSON.valueToTree(value);
        return input == null ? json : input.type().read(json);
    }

    /** The flow's only picture. */
    private ObjectNode only(JsonNode picture) {
        List<String> images = spec.inputs().entrySet().stream()
                .filter(input -> input.getValue().type() == InputType.IMAGE && !taken.contains(input.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        if (images.size() != 1) {
            throw new InvalidField(
                    "dag:" + spec.name() + ": body",
                    "a picture",
                    images.isEmpty() ? "is none of its inputs" : "could be any of " + String.join(", ", images),
                    "send a map of inputs; nothing is started");
        }
        ObjectNode inputs = JsonNodeFactory.instance.objectNode();
        inputs.set(images.get(0), picture);
        return inputs;
    }

    /** A path in a message could name any file of this machine, so only addresses, stored pictures and bytes are taken. */
    private JsonNode picture(String name, @Nullable Object value) throws IOException {
        if (value instanceof CellValue own) {
            JsonNode made = own.value(store);
            return made.isArray() ? made.path(0) : made;
        }
        if (value instanceof JsonNode json && !json.isTextual()) {
            return json;
        }
        if (value instanceof Map<?, ?> map) {
            return JSON.valueToTree(map);
        }
        if (value instanceof CharSequence || value instanceof JsonNode) {
            String text = value instanceof JsonNode json ? json.textValue() : value.toString();
            if (text.startsWith("http://") || text.startsWith("https://")) {
                return JsonNodeFactory.instance.textNode(text);
            }
            throw new InvalidField(
                    "dag:" + spec.name() + ": " + name,
                    text,
                    "is no http or https address",
                    "send the picture itself, or its address; nothing is started");
        }
        Artifact artifact = value instanceof Artifact known ? known : bytes(name, value);
        try {
            Pictures.probe(Files.readAllBytes(artifact.file()));
        } catch (UnusablePicture e) {
            throw new InvalidField(
                    "dag:" + spec.name() + ": " + name,
                    artifact.size() + " bytes",
                    "are no usable picture: " + e.getMessage(),
                    "nothing is started");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "image")
                .put("ref", artifact.ref())
                .put("mediaType", artifact.mediaType());
    }

    private Artifact bytes(String name, @Nullable Object value) throws IOException {
        Object plain = value instanceof WrappedFile<?> wrapped ? RemoteOrLocal.content(wrapped) : value;
        try (InputStream in = plain instanceof Path path
                ? Files.newInputStream(path)
                : exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, plain)) {
            if (in == null) {
                throw new InvalidField(
                        "dag:" + spec.name() + ": " + name,
                        plain == null ? "nothing" : plain.getClass().getName(),
                        "is no picture and no inputs",
                        "nothing is started");
            }
            return store.put(in, MOST);
        }
    }
}
