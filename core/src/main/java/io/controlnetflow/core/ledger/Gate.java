package io.controlnetflow.core.ledger;

/**
 * When a row of a run goes on.
 *
 * @param kind what is counted
 * @param wanted for {@link Kind#COUNT}: how many cells above must be done
 */
public record Gate(Kind kind, int wanted) {
    /** What is counted. */
    public enum Kind {
        /** A cell: everything above has its value, or may fail and did. */
        CELL,
        /** A barrier: every cell above is done. */
        ALL,
        /** A barrier: nothing above is still to come. */
        SETTLED,
        /** A barrier: so many above are done. */
        COUNT
    }

    public static final Gate CELL = new Gate(Kind.CELL, 0);
    public static final Gate ALL = new Gate(Kind.ALL, 0);
    public static final Gate SETTLED = new Gate(Kind.SETTLED, 0);

    public static Gate count(int wanted) {
        return new Gate(Kind.COUNT, wanted);
    }

    /** True for a row that is never run: it settles by what stands above it. */
    public boolean isBarrier() {
        return kind != Kind.CELL;
    }
}
