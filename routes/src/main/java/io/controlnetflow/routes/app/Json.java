package io.controlnetflow.routes.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** Makes the objects that {@code --json} prints. */
final class Json {
    private Json() {}

    /** An amount without idle zeros. */
    static BigDecimal usd(BigDecimal amount) {
        return new BigDecimal(amount.stripTrailingZeros().toPlainString());
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
