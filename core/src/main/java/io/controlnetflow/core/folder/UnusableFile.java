package io.controlnetflow.core.folder;

/** A sidecar or job file that cannot be read. The message names the file and, where it can, line and column. */
public final class UnusableFile extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * @param file the file's name
     * @param problem as in "line 2, column 3: ..." or "is larger than 1 MiB"
     */
    public UnusableFile(String file, String problem) {
        super(file + ": " + problem);
    }
}
