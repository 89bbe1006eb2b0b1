package io.controlnetflow.routes.component.wavespeed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Fields;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.routes.component.message.ControlMap;
import io.controlnetflow.routes.component.message.GenerationResult;
import io.controlnetflow.routes.stage.RemoteOrLocal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/**
 * What a message's body asks for.
 *
 * @param fields in the API's words, without pictures
 * @param picture {@code sha256:<hex>} or the address of the picture that the body brought, or null
 * @param kind what the body says about its picture, or null
 */
record MessageBody(
        Map<String, Object> fields,
        @Nullable String picture,
        @Nullable ControlKind kind) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final long MOST = 200L << 20;
    private static final String FIELD = "control_image";

    /** @throws InvalidField when the body is nothing of which pictures could be made */
    static MessageBody of(Exchange exchange, ArtifactStore store, String imageField) throws IOException {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            return new MessageBody(Map.of(), null, null);
        }
        if (body instanceof GenerationRequest request) {
            return fields(JSON.convertValue(Inputs.of(request), MAP), exchange, store, imageField);
        }
        if (body instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((key, value) -> fields.put(String.valueOf(key), value));
            return fields(fields, exchange, store, imageField);
        }
        if (body instanceof JsonNode json) {
            return fields(JSON.convertValue(json, MAP), exchange, store, imageField);
        }
        if (body instanceof CharSequence text) {
            return text(text.toString().trim(), exchange, store, imageField);
        }
        return picture(body, exchange, store, imageField);
    }

    private static MessageBody text(String text, Exchange exchange, ArtifactStore store, String imageField)
            throws IOException {
        if (text.startsWith("{")) {
            return fields(json(text), exchange, store, imageField);
        }
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return new MessageBody(Map.of(), text, null);
        }
        throw new InvalidField(
                "body",
                '"' + text + '"',
                "is neither JSON nor a picture's address",
                "give the prompt as an option or header");
    }

    private static Map<String, Object> json(String text) {
        try {
            return JSON.readValue(text, MAP);
        } catch (JsonProcessingException e) {
            throw new InvalidField(
                    "body",
                    text,
                    "is no JSON (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage() + ")",
                    "");
        }
    }

    private static MessageBody fields(
            Map<String, Object> given, Exchange exchange, ArtifactStore store, String imageField) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        MessageBody picture = new MessageBody(Map.of(), null, null);
        for (Map.Entry<String, Object> field : given.entrySet()) {
            String name = Fields.snake(field.getKey());
            Object value = field.getValue();
            if (value == null) {
                continue;
            }
            if (name.equals(imageField) && !(value instanceof CharSequence)) {
                picture = pictureValue(value, exchange, store, imageField);
            } else if (name.equals(imageField)) {
                picture = new MessageBody(Map.of(), value.toString(), null);
            } else {
                fields.put(name, value);
            }
        }
        return new MessageBody(fields, picture.picture(), picture.kind());
    }

    /** A picture inside fields: a value of a cell, or anything that a body may be too. */
    private static MessageBody pictureValue(Object value, Exchange exchange, ArtifactStore store, String imageField)
            throws IOException {
        if (!(value instanceof Map<?, ?> map)) {
            return picture(value, exchange, store, imageField);
        }
        Object place = map.get("ref") != null ? map.get("ref") : map.get("url");
        if (place == null) {
            throw new InvalidField(imageField, map, "names no picture", "a picture has ref or url");
        }
        Object kind = map.get("kind");
        return new MessageBody(Map.of(), place.toString(), kind == null ? null : ControlKind.of(kind.toString()));
    }

    private static MessageBody picture(Object body, Exchange exchange, ArtifactStore store, String imageField)
            throws IOException {
        if (body instanceof ControlMap map) {
            return new MessageBody(Map.of(), store.put(map.picture()).ref(), map.kind());
        }
        if (body instanceof GenerationResult result) {
            return new MessageBody(Map.of(), result.first().ref(), null);
        }
        try (InputStream in = stream(body, exchange)) {
            if (in == null) {
                throw new InvalidField("body", body.getClass().getName(), "is no picture and no request", "");
            }
            byte[] bytes = in.readNBytes((int) MOST);
            if (isJson(bytes)) {
                return fields(json(new String(bytes, StandardCharsets.UTF_8)), exchange, store, imageField);
            }
            if (imageField.equals(FIELD)) {
                checkPicture(bytes);
            }
            return new MessageBody(Map.of(), store.put(bytes).ref(), null);
        }
    }

    private static void checkPicture(byte[] bytes) {
        try {
            Pictures.probe(bytes);
        } catch (UnusablePicture e) {
            throw new InvalidField(
                    FIELD,
                    bytes.length + " bytes",
                    "are no usable picture: " + e.getMessage(),
                    "nothing was submitted");
        }
    }

    private static @Nullable InputStream stream(Object body, Exchange exchange) throws IOException {
        Object plain = body instanceof WrappedFile<?> wrapped ? RemoteOrLocal.content(wrapped) : body;
        if (plain instanceof Path path) {
            return Files.newInputStream(path);
        }
        if (plain instanceof byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }
        return exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, plain);
    }

    private static boolean isJson(byte[] bytes) {
        for (byte b : bytes) {
            if (b > ' ') {
                return b == '{';
            }
        }
        return false;
    }
}
