package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.plan.CellId;
import io.controlnetflow.core.dag.plan.Given;
import io.controlnetflow.core.dag.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.yaml.snakeyaml.Yaml;

/** Flows for tests, from a few lines. */
public final class Flows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Flows() {}

    /** @param nodes the lines under {@code nodes:} */
    public static Flow nodes(String nodes) {
        return yaml("dag: shoot\nnodes:\n" + nodes.indent(2));
    }

    public static Flow yaml(String text) {
        return Flow.ofSnapshot(JSON.valueToTree(new Yaml().load(text)));
    }

    public static Plan plan(String nodes) {
        return Plan.of(nodes(nodes), given());
    }

    public static List<String> ids(Plan plan) {
        return plan.cells().stream().map(cell -> cell.id().toString()).toList();
    }

    public static Plan.Cell cell(Plan plan, String id) {
        return plan.cells().stream()
                .filter(cell -> cell.id().toString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    public static Given given() {
        return new Given(JsonNodeFactory.instance.objectNode(), new SplittableRandom(1));
    }

    public static Given given(ObjectNode inputs, Map<String, List<JsonNode>> items, Map<CellId, JsonNode> outputs) {
        return new Given(inputs, items, outputs, new SplittableRandom(1));
    }

    public static JsonNode json(String text) {
        return JSON.valueToTree(new Yaml().load(text));
    }
}
