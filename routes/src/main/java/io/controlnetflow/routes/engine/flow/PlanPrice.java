package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.job.Field;
import io.controlnetflow.core.job.Fields;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the cells of a plan cost at least.
 *
 * @param pictures that come out of paid cells
 * @param usd at quoted prices; cells that are planned later are not in it
 */
public record PlanPrice(int pictures, BigDecimal usd) {
    static final PlanPrice NOTHING = new PlanPrice(0, BigDecimal.ZERO);

    /** What a provider makes of a request, and for how much. */
    public interface Pricing {
        /** What a request costs at least, in USD. */
        BigDecimal of(String model, ObjectNode inputs);

        /** How many pictures, or other files, come of a request; none of one that a text answers. */
        default int pictures(String model, ObjectNode inputs) {
            return Math.max(1, inputs.path("num_images").asInt(1));
        }
    }

    PlanPrice plus(PlanPrice more) {
        return new PlanPrice(pictures + more.pictures, usd.add(more.usd));
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
}
