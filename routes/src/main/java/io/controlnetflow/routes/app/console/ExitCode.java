package io.controlnetflow.routes.app.console;

import java.util.List;

/** What the program tells the shell. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    /** Wrong use, an invalid file, or a state folder that cannot be opened. */
    public static final int USAGE = 2;
    /** Something is held, parked or waits for approval. */
    public static final int WAITS_FOR_A_PERSON = 3;
    /** Budget or account. */
    public static final int PAUSED = 4;

    public static final int INTERRUPTED = 130;

    private static final List<Integer> WORST_FIRST =
            List.of(INTERRUPTED, PAUSED, USAGE, FAILED, WAITS_FOR_A_PERSON, DONE);

    private ExitCode() {}

    /** The one of two that a person must know of first. */
    public static int worse(int one, int other) {
        return WORST_FIRST.indexOf(one) < WORST_FIRST.indexOf(other) ? one : other;
    }
}
