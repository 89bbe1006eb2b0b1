package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.plan.Given;
import io.controlnetflow.core.dag.plan.Plan;
import io.controlnetflow.core.wire.Inputs;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What planned runs cost at least, with the runs that their cells call. Thread-safe. */
public final class PlanPrices {
    private static final String SOME_PICTURE = "sha256:" + "0".repeat(64);
    private static final String DAG = "dag:";

    private final PlanPrice.Pricing pricing;
    private final Function<String, Optional<Flow>> flows;

    /** @param flows those that can be called, by name */
    public PlanPrices(PlanPrice.Pricing pricing, Function<String, Optional<Flow>> flows) {
        this.pricing = pricing;
        this.flows = flows;
    }

    /** @param inputs of the run, without defaults */
    public PlanPrice of(Flow flow, Plan plan, ObjectNode inputs) {
        return new Count().of(flow, plan, inputs, Set.of(flow.name()));
    }

    /** Of one run: what is called with the same inputs is the same run, and counts once. */
    private final class Count {
        private final Set<String> counted = new HashSet<>();

        /** @param callers names of the flows that lead here, and this one's */
        PlanPrice of(Flow flow, Plan plan, ObjectNode inputs, Set<String> callers) {
            PlanPrice sum = PlanPrice.NOTHING;
            Map<String, JsonNode> known = flow.spec().filled(inputs);
            for (Plan.Cell cell : plan.cells()) {
                Node node = flow.node(cell.id().node()).orElseThrow();
                if (node.isPaid()) {
                    sum = sum.plus(paid(Asking.of(node, known, flow.inputs().keySet(), cell.point())));
                } else if (node.call().startsWith(DAG)) {
                    Asking asking = Asking.ofFlow(node, known, flow.inputs().keySet(), cell.point());
                    sum = sum.plus(called(asking, callers));
                }
            }
            return sum;
        }

        /** What is not known yet is taken for some picture. */
        private PlanPrice paid(Asking asking) {
            ObjectNode request = asking.known().deepCopy();
            asking.open().keySet().forEach(name -> request.put(name, SOME_PICTURE));
            return new PlanPrice(pricing.pictures(asking.model(), request), pricing.of(asking.model(), request));
        }

        /** The asking's model is the flow. */
        private PlanPrice called(Asking asking, Set<String> callers) {
            Flow other = flows.apply(asking.model()).orElse(null);
            String same = asking.model() + Inputs.canonical(asking.known());
            if (other == null
                    || callers.contains(other.name())
                    || (asking.open().isEmpty() && !counted.add(same))) {
                return PlanPrice.NOTHING;
            }
            ObjectNode inputs = inputs(other, asking);
            Set<String> names = new HashSet<>(callers);
            names.add(other.name());
            try {
                return of(other, Plan.of(other, new Given(inputs, () -> 0)), inputs, names);
            } catch (InvalidFlow saidWhenItIsCalled) {
                return PlanPrice.NOTHING;
            }
        }

        /** As far as they are known: some picture for a picture, one item for a list, else what the flow has by itself. */
        private static ObjectNode inputs(Flow other, Asking asking) {
            ObjectNode inputs = asking.known().deepCopy();
            asking.open().keySet().forEach(name -> {
                InputType type = Optional.ofNullable(other.inputs().get(name))
                        .map(input -> input.type())
                        .orElse(InputType.STRING);
                if (type == InputType.IMAGE) {
                    inputs.put(name, SOME_PICTURE);
                } else if (type == InputType.LIST) {
                    inputs.set(name, JsonNodeFactory.instance.arrayNode().add(SOME_PICTURE));
                }
            });
            return inputs;
        }
    }
}
