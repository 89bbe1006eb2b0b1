package io.controlnetflow.core.dag;

import io.controlnetflow.core.dag.word.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A flow that cannot be run. The message names the node and the field, what is wrong, and what to do. */
public final class InvalidFlow extends IllegalArgumentException {
    private static final long serialVersionUID = 2;

    private final transient List<Problem> problems;

    public InvalidFlow(String message) {
        this("", List.of(new Problem("", message)));
    }

    /** @param path of the word, as in {@code nodes.gen.retry} */
    public InvalidFlow(String path, String problem) {
        this("", List.of(new Problem(path, problem)));
    }

    /**
     * @param flow its name, or empty
     * @param problems at least one
     */
    public InvalidFlow(String flow, List<Problem> problems) {
        super(problems.stream()
                .map(p -> flow.isEmpty() ? p.toString() : flow + ": " + p)
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong; paths begin at the outermost word that the thrower knew. */
    public List<Problem> problems() {
        return problems;
    }
}
