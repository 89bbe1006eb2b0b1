package io.controlnetflow.core.artifact.story;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a picture was made. Immutable. */
public sealed interface Story {
    /** Who tells it. */
    enum Teller {
        MANIFEST("its manifest"),
        PICTURE("the picture itself"),
        PARAMETERS("the parameters that another program wrote into it");

        private final String words;

        Teller(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    Teller teller();

    Optional<String> prompt();

    /** As JSON, in the words of whoever tells it. */
    ObjectNode json();

    /**
     * Of one of our pictures.
     *
     * @param json the manifest, or as much of it as stands in a picture
     */
    record Ours(Teller teller, ObjectNode json) implements Story {
        public Ours {
            json = json.deepCopy();
        }

        @Override
        public ObjectNode json() {
            return json.deepCopy();
        }

        @Override
        public Optional<String> prompt() {
            return Optional.ofNullable(parameters().path("prompt").textValue());
        }

        /** The request in the API's words. */
        public ObjectNode parameters() {
            return json.withObject("parameters").deepCopy();
        }

        public String model() {
            return json.path("job").path("model").asText();
        }

        /** Whom it was asked of: {@code embedded}, or an address. */
        public String provider() {
            return json.path("job").path("provider").asText();
        }

        /** The hash of the job that made it. */
        public String job() {
            return json.path("job").path("key").asText();
        }
    }

    /**
     * Of a picture by another program.
     *
     * @param text prompt as it was written
     * @param negative the negative prompt
     * @param settings by their names there, as in {@code Steps}
     */
    record Foreign(String text, @Nullable String negative, Map<String, String> settings) implements Story {
        public Foreign {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }

        @Override
        public Teller teller() {
            return Teller.PARAMETERS;
        }

        @Override
        public Optional<String> prompt() {
            return text.isBlank() ? Optional.empty() : Optional.of(text);
        }

        @Override
        public ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("prompt", text);
            if (negative != null) {
                json.put("negative_prompt", negative);
            }
            ObjectNode all = json.putObject("settings");
            settings.forEach(all::put);
            return json;
        }
    }
}
