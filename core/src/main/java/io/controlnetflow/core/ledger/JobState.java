package io.controlnetflow.core.ledger;

/**
 * Where a job stands.
 *
 * <pre>NEW -> READY -> SUBMITTING -> POLLING -> DOWNLOADING -> DONE</pre>
 */
public enum JobState {
    /** Written down; its pictures are not uploaded yet. */
    NEW,
    /** Its body is stored; it may be claimed for the POST. */
    READY,
    /** The intent is committed: a POST may be in flight. */
    SUBMITTING,
    /** The provider's id is stored. */
    POLLING,
    /** The provider completed it; its outputs are being fetched. */
    DOWNLOADING,
    DONE,
    FAILED,
    /** A POST was sent and its fate is unknown; it is being looked up at the provider. */
    IN_DOUBT,
    /** The look-up was ambiguous; a person decides. */
    HELD,
    /** Its deadline passed; the id is kept and it can be polled again. */
    PARKED,
    CANCELLED;

    /** True when nothing more happens by itself. */
    public boolean settled() {
        return switch (this) {
            case DONE, FAILED, HELD, PARKED, CANCELLED -> true;
            default -> false;
        };
    }
}
