package io.controlnetflow.routes.app.lint.flow;

import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.routes.app.lint.file.Document;
import io.controlnetflow.routes.app.lint.file.Finding;
import java.util.Map;

/**
 * A node of a flow, and where its words stand.
 *
 * @param prefix of its words in messages, as in {@code nodes.gen}
 * @param places of its words by path, as in {@code with.prompt}; the node as a whole stands under the empty path
 */
public record NodeText(Document document, Node node, String prefix, Map<String, org.yaml.snakeyaml.nodes.Node> places) {
    public NodeText {
        places = Map.copyOf(places);
    }

    /** @param path of a word of the node; where there is no such word, what is around it is meant */
    Finding finding(String path, String text) {
        return document.finding(place(path), new Problem(Problem.join(prefix, path), text).toString());
    }

    org.yaml.snakeyaml.nodes.Node place(String path) {
        String at = path;
        while (!places.containsKey(at)) {
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return java.util.Objects.requireNonNull(places.get(at));
    }
}
