package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** One thing that came out of a prediction. */
public sealed interface Output {
    /** A file to download, without the API key. */
    record Url(String url) implements Output {}

    /**
     * The bytes of a file.
     *
     * @param text naked base64, without white space or a {@code data:} prefix
     */
    record Base64(String text) implements Output {
        /** The decoded bytes. */
        public byte[] bytes() {
            return java.util.Base64.getDecoder().decode(text);
        }
    }

    /** Plain text, as captioning models give. */
    record Text(String text) implements Output {}

    /** An object without a file's address, as some captioning models give. */
    record Structured(JsonNode value) implements Output {}
}
