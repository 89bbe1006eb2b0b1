package io.controlnetflow.routes.app.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** Makes the objects that {@code --json} prints. */
public final class Json {
    private Json() {}

    /** An amount without idle zeros. */
    public static BigDecimal usd(BigDecimal amount) {
        return new BigDecimal(amount.stripTrailingZeros().toPlainString());
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
