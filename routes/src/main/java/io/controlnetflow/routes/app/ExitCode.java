package io.controlnetflow.routes.app;

import java.util.List;

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

    private static final List<Integer> WORST_FIRST =
            List.of(INTERRUPTED, PAUSED, USAGE, FAILED, WAITS_FOR_A_PERSON, DONE);

    private ExitCode() {}

    /** The one of two that a person must know of first. */
    static int worse(int one, int other) {
        return WORST_FIRST.indexOf(one) < WORST_FIRST.indexOf(other) ? one : other;
    }
}
