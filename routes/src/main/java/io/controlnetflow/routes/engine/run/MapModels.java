package io.controlnetflow.routes.engine.run;

import io.controlnetflow.routes.engine.Maps;
import io.controlnetflow.routes.engine.flow.NodeModels;
import org.apache.camel.CamelContext;

/** The models of control maps in a context: its folder of models, and its settings in place of placeholders. */
public final class MapModels {
    private MapModels() {}

    public static NodeModels of(CamelContext camel) {
        return new NodeModels((kind, options) -> Maps.of(camel).model(kind, options), text -> resolved(camel, text));
    }

    private static String resolved(CamelContext camel, String text) {
        try {
            return camel.resolvePropertyPlaceholders(text);
        } catch (IllegalArgumentException unknown) {
            return text;
        }
    }
}
