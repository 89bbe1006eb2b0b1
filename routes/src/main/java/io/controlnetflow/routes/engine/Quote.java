package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** The quoted price of a request in USD. */
final class Quote {
    private Quote() {}

    static BigDecimal of(String model, ObjectNode inputs) {
        return new BigDecimal("0.03")
                .multiply(
                        BigDecimal.valueOf(Math.max(1, inputs.path("num_images").asInt(1))));
    }
}
