package io.controlnetflow.routes.app;

/** What the program tells the shell. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    /** Wrong use, an invalid file, or a state folder that cannot be opened. */
    static final int USAGE = 2;
    /** Something is held, parked or waits for approval. */
    static final int WAITS_FOR_A_PERSON = 3;
    /** Budget or account. */
    static final int PAUSED = 4;

    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
