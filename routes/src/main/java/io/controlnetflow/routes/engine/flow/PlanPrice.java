package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Plan;
import io.controlnetflow.core.job.Field;
import io.controlnetflow.core.job.Fields;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
        Map<String, JsonNode> known = flow.spec().filled(inputs);
        for (Plan.Cell cell : plan.cells()) {
            Node node = flow.node(cell.id().node()).orElseThrow();
            if (node.isPaid()) {
                Asking asking = Asking.of(node, known, flow.inputs().keySet(), cell.point());
                ObjectNode request = request(asking);
                usd = usd.add(pricing.of(asking.model(), request));
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

    /** Names of the request's fields that stand in the call itself. */
    static Set<String> options(Node node) {
        String call = node.call();
        int query = call.indexOf('?');
        return query < 0
                ? Set.of()
                : Arrays.stream(call.substring(query + 1).split("&"))
                        .map(option -> Fields.snake(option.replaceFirst("=.*", "")))
                        .filter(name -> Fields.find(name)
                                .filter(field -> field.use() != Field.Use.LOCAL)
                                .isPresent())
                        .collect(Collectors.toSet());
    }

    /** As far as it is known before the run; what is not known yet is taken for some picture. */
    private static ObjectNode request(Asking asking) {
        ObjectNode request = asking.known().deepCopy();
        asking.open().keySet().forEach(name -> request.put(name, SOME_PICTURE));
        return request;
    }
}
