package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Plan;
import io.controlnetflow.core.dag.Reference;
import io.controlnetflow.core.dag.Values;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What the cells of a plan cost at least.
 *
 * @param pictures that come out of paid cells
 * @param usd at quoted prices; cells that are planned later are not in it
 */
public record PlanPrice(int pictures, BigDecimal usd) {
    private static final String SOME_PICTURE = "sha256:" + "0".repeat(64);

    /** What a request costs at least, in USD. */
    public interface Pricing {
        BigDecimal of(String model, ObjectNode inputs);
    }

    /** @param inputs of the run, without defaults */
    public static PlanPrice of(Flow flow, Plan plan, ObjectNode inputs, Pricing pricing) {
        int pictures = 0;
        BigDecimal usd = BigDecimal.ZERO;
        Map<String, JsonNode> known = new HashMap<>(flow.spec().filled(inputs));
        for (Plan.Cell cell : plan.cells()) {
            Node node = flow.node(cell.id().node()).orElseThrow();
            if (node.isPaid()) {
                ObjectNode request = request(node, cell, known);
                usd = usd.add(pricing.of(model(node), request));
                pictures += Math.max(1, request.path("num_images").asInt(1));
            }
        }
        return new PlanPrice(pictures, usd);
    }

    /** What a paid node asks for. */
    public static String model(Node node) {
        String rest = node.call().substring(node.call().indexOf(':') + 1);
        int options = rest.indexOf('?');
        return (options < 0 ? rest : rest.substring(0, options)).replaceFirst("^//", "");
    }

    /** As far as it is known before the run; what is not known yet is taken for some picture. */
    private static ObjectNode request(Node node, Plan.Cell cell, Map<String, JsonNode> inputs) {
        Map<String, JsonNode> known = new HashMap<>(inputs);
        ObjectNode matrix = JsonNodeFactory.instance.objectNode();
        cell.point().forEach((name, value) -> {
            if (Reference.in(value).isEmpty()) {
                matrix.set(name, value);
            }
        });
        known.put("matrix", matrix);
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        node.with().properties().forEach(e -> request.set(e.getKey(), value(e.getKey(), e.getValue(), known)));
        return request;
    }

    private static JsonNode value(String name, JsonNode value, Map<String, JsonNode> known) {
        try {
            JsonNode resolved = Values.resolve(
                            JsonNodeFactory.instance.objectNode().set(name, value), known)
                    .path(name);
            return resolved.isMissingNode() || resolved.has("ref")
                    ? JsonNodeFactory.instance.textNode(SOME_PICTURE)
                    : resolved;
        } catch (io.controlnetflow.core.dag.InvalidFlow notYet) {
            return JsonNodeFactory.instance.textNode(SOME_PICTURE);
        }
    }
}
