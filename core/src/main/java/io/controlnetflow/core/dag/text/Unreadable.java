package io.controlnetflow.core.dag.text;

/** Text that is no YAML as we take it. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;
    private final String problem;

    /**
     * @param line from 1
     * @param column from 1
     */
    Unreadable(int line, int column, String problem) {
        super(problem);
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    String problem() {
        return problem;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}
