package io.controlnetflow.routes.app.lint.flow;

import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.routes.app.lint.file.Document;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A flow as it is written in one or more files.
 *
 * @param document the first of them
 * @param place where it begins
 */
public record FlowText(Document document, Node place, FlowSpec spec, List<NodeText> nodes) {
    public FlowText {
        nodes = List.copyOf(nodes);
    }

    public String name() {
        return spec.name();
    }
}
