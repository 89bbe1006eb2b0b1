package io.controlnetflow.core.dag.text;

import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.word.Problem;
import java.util.Comparator;
import java.util.List;

/** Reads {@code *.dag.yaml}. A pure function: safe for use by many threads. */
public final class FlowReader {
    private FlowReader() {}

    /**
     * @param file its name, for messages
     * @param text YAML
     */
    public static Reading read(String file, String text) {
        Tree tree;
        try {
            tree = TreeReader.read(text);
        } catch (Unreadable e) {
            return new Reading.Bad(List.of(new Finding(file, e.line(), e.column(), e.problem())));
        }
        try {
            Flow flow = Flow.ofSnapshot(tree.root());
            List<Problem> idle = flow.nodes().stream()
                    .filter(node -> node.body() instanceof Body.Route)
                    .map(FlowReader::idle)
                    .toList();
            return idle.isEmpty() ? new Reading.Good(flow) : bad(file, tree, idle);
        } catch (InvalidFlow e) {
            return bad(file, tree, e.problems());
        }
    }

    /**
     * Where a word stands.
     *
     * @param text YAML that was read before
     * @param path as in {@code nodes.gen.matrix}
     * @return from 1; the line of the nearest word around it when it is not there
     */
    public static int line(String text, String path) {
        try {
            return TreeReader.read(text).place(path).line();
        } catch (Unreadable e) {
            return e.line();
        }
    }

    private static Problem idle(Node node) {
        return new Problem("nodes." + node.id(), "does nothing; give it call, steps or approve");
    }

    private static Reading bad(String file, Tree tree, List<Problem> problems) {
        return new Reading.Bad(problems.stream()
                .map(problem -> {
                    Tree.Place place = tree.place(problem.path());
                    return new Finding(file, place.line(), place.column(), problem.toString());
                })
                .sorted(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column))
                .toList());
    }
}
