package io.controlnetflow.routes.app.lint.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Template;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.routes.app.lint.camel.Knowledge;
import io.controlnetflow.routes.app.lint.file.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Camel's Simple in the parameters of a flow's nodes, read and not run. Not thread-safe. */
final class Expressions {
    private final Knowledge knowledge;
    private final Set<String> names;
    private final List<Finding> found = new ArrayList<>();

    private Expressions(Knowledge knowledge, Set<String> names) {
        this.knowledge = knowledge;
        this.names = names;
    }

    static List<Finding> check(Knowledge knowledge, FlowText flow) {
        List<Node> nodes = flow.nodes().stream().map(NodeText::node).toList();
        Expressions check = new Expressions(knowledge, Variables.names(flow.spec(), nodes));
        flow.nodes().forEach(check::node);
        return check.found;
    }

    private void node(NodeText node) {
        node.node().with().properties().forEach(e -> value(node, "with." + e.getKey(), e.getValue()));
        if (node.node().body() instanceof Body.Approve approve && approve.show() != null) {
            text(node, "approve.show", approve.show());
        }
    }

    private void value(NodeText node, String path, JsonNode value) {
        if (value.isTextual()) {
            text(node, path, value.textValue());
        }
        value.properties().forEach(e -> value(node, path + "." + e.getKey(), e.getValue()));
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            value(node, path + "[" + i + "]", value.get(i));
        }
    }

    private void text(NodeText node, String path, String text) {
        for (String expression : Template.expressions(text, names)) {
            knowledge
                    .wrong(expression, false)
                    .ifPresent(wrong -> found.add(node.finding(path, expression + ": " + wrong)));
        }
    }
}
