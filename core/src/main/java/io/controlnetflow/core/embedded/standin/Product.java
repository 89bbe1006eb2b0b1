package io.controlnetflow.core.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;

/** One output. */
public sealed interface Product {
    /**
     * Served by URL.
     *
     * @param extension without the dot
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record File(byte[] bytes, String extension) implements Product {}

    /** Stands in the answer: a text, or an object. */
    record Value(JsonNode json) implements Product {}
}
