package io.controlnetflow.routes.stage.call;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.wire.Body;
import io.controlnetflow.core.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.jspecify.annotations.Nullable;

/**
 * The API's JSON in the routes: {@code marshal} writes a tree, {@code unmarshal} makes a {@link Body} of an answer. What is no
 * JSON is an answer too, so it never fails a route; only an answer that does not arrive whole does. Decimals keep their
 * digits, and of a bean nothing is written. Thread-safe.
 */
public final class ApiJson extends JacksonDataFormat {
    private static final int LONGEST_ANSWER = 96 << 20;

    public ApiJson() {
        super(treesOnly(), JsonNode.class);
    }

    private static ObjectMapper treesOnly() {
        return Json.mapper().setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE);
    }

    @Override
    public Object unmarshal(Exchange exchange, InputStream answer) throws Exception {
        try (answer) {
            byte[] bytes = answer.readNBytes(LONGEST_ANSWER + 1);
            if (bytes.length > LONGEST_ANSWER) {
                throw new IOException("the answer is longer than " + LONGEST_ANSWER + " bytes");
            }
            return body(exchange, bytes);
        }
    }

    /** Without a body: a null. */
    @Override
    public Object unmarshal(Exchange exchange, @Nullable Object answer) throws Exception {
        byte[] bytes = exchange.getContext().getTypeConverter().convertTo(byte[].class, exchange, answer);
        return body(exchange, bytes == null ? new byte[0] : bytes);
    }

    private Body body(Exchange exchange, byte[] bytes) throws Exception {
        try {
            return Body.of((JsonNode) super.unmarshal(exchange, (Object) bytes));
        } catch (JsonProcessingException e) {
            return Body.page(bytes);
        }
    }
}
