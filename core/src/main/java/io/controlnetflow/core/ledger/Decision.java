package io.controlnetflow.core.ledger;

import io.controlnetflow.core.ledger.Runs.Cell;

/** What became of the question that a cell puts to a person. */
public enum Decision {
    /** Nobody is asked yet. */
    NOT_YET,
    WAITS,
    APPROVED,
    REJECTED,
    /** Nobody decided in time, and the flow says yes for then. */
    APPROVED_LATE,
    /** Nobody decided in time, and the flow says no for then. */
    REJECTED_LATE,
    /** It is not asked: what stands above it was not made. */
    SKIPPED,
    CANCELLED;

    /** {@link Cell#due} of a DONE cell that was approved because nobody decided in time. */
    public static final long LATE = -3;

    /** Who decides what nobody decides in time. */
    public static final String NOBODY = "nobody in time";

    /** Of a cell whose node asks a person. */
    public static Decision of(Cell cell) {
        return switch (cell.state()) {
            case PENDING, READY, RUNNING, WAITING, HELD -> NOT_YET;
            case APPROVAL -> WAITS;
            case DONE -> cell.due() == LATE ? APPROVED_LATE : APPROVED;
            case SKIPPED, FAILED -> refused(cell);
        };
    }

    private static Decision refused(Cell cell) {
        if (cell.due() == Runs.REFUSED) {
            String problem = cell.problem();
            return problem != null && problem.endsWith(NOBODY) ? REJECTED_LATE : REJECTED;
        }
        return cell.cancelled() ? CANCELLED : SKIPPED;
    }
}
