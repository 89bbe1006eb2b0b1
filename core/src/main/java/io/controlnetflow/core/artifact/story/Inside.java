package io.controlnetflow.core.artifact.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.image.text.PictureTexts;
import io.controlnetflow.core.image.text.Texts;
import java.util.Optional;

/** A story as texts inside a picture. Pure functions. */
public final class Inside {
    /** Ends an address that was cut: what follows it may be a signature that opens a door. */
    public static final String CUT = "?...";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Inside() {}

    /** @param story as {@link io.controlnetflow.core.artifact.Manifest#story} says it; addresses in it lose what follows their path */
    public static Texts texts(ObjectNode story) {
        ObjectNode safe = story.deepCopy();
        cut(safe);
        try {
            return new Texts(JSON.writeValueAsString(safe), ParametersText.of(safe));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the bytes of a picture tell of it: ours, else what another program wrote. */
    public static Optional<Story> read(byte[] picture) {
        Texts texts = PictureTexts.read(picture);
        Optional<Story> ours = texts.story() == null ? Optional.empty() : ours(Story.Teller.PICTURE, texts.story());
        String parameters = texts.parameters();
        return ours.isPresent() || parameters == null || parameters.isBlank()
                ? ours
                : Optional.of(ParametersText.read(parameters));
    }

    /** A manifest, whole or in part; empty for another text. */
    static Optional<Story> ours(Story.Teller teller, String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json instanceof ObjectNode object
                            && object.path("manifest").isInt()
                            && object.path("parameters").isObject()
                    ? Optional.of(new Story.Ours(teller, object))
                    : Optional.empty();
        } catch (JsonProcessingException other) {
            return Optional.empty();
        }
    }

    private static void cut(ObjectNode object) {
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isTextual() && value.textValue().matches("(?i)https?://[^?\\s]*\\?.*")) {
                object.put(field.getKey(), value.textValue().replaceFirst("\\?.*", CUT));
            }
            value.forEach(item -> {
                if (item instanceof ObjectNode inner) {
                    cut(inner);
                }
            });
            if (value instanceof ObjectNode inner) {
                cut(inner);
            }
        });
    }
}
