package io.controlnetflow.core.folder;

/** A sidecar or job file that cannot be read. The message names the file and, where it can, line and column. */
public final class UnusableFile extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;
    private final String problem;

    /**
     * @param file the file's name
     * @param problem as in "is larger than 1 MiB"
     */
    public UnusableFile(String file, String problem) {
        this(file, 0, 0, problem);
    }

    /**
     * @param line from 1; 0 when the whole file is meant
     * @param column from 1; 0 when the whole file is meant
     */
    UnusableFile(String file, int line, int column, String problem) {
        super(file + ": " + (line > 0 ? "line " + line + ", column " + column + ": " : "") + problem);
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    /** Without the file and the place. */
    String problem() {
        return problem;
    }
}
