package io.controlnetflow.routes.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Source;
import io.controlnetflow.core.dag.plan.Given;
import io.controlnetflow.core.dag.plan.Plan;
import io.controlnetflow.core.dag.text.FlowReader;
import io.controlnetflow.core.dag.text.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The valid {@code *.dag.yaml} files that the reader is tried on. */
final class ValidFlows {
    private static final Path FOLDER = Path.of("../core/src/test/resources/io/controlnetflow/core/dag/valid");

    private ValidFlows() {}

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    static Flow read(Path file) throws IOException {
        return of(Files.readString(file));
    }

    static Flow of(String text) {
        Reading reading = FlowReader.read("x.dag.yaml", text);
        if (reading instanceof Reading.Bad bad) {
            throw new InvalidFlowFile(bad.findings());
        }
        return ((Reading.Good) reading).flow();
    }

    /** With two rows or files wherever some are read from outside. */
    static Plan plan(Flow flow) {
        Map<String, List<JsonNode>> items = new HashMap<>();
        JsonNodeFactory json = JsonNodeFactory.instance;
        flow.nodes().forEach(node -> {
            Source each = node.each();
            if (each != null) {
                each.read().ifPresent(what -> items.put(what, List.of(json.textNode("a"), json.textNode("b"))));
            }
        });
        return Plan.of(flow, new Given(json.objectNode(), items, Map.of(), new SplittableRandom(1)));
    }
}
