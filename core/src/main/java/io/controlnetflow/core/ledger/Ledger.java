package io.controlnetflow.core.ledger;

import io.controlnetflow.core.job.JobKey;
import java.util.function.Consumer;

/**
 * The store of everything that would be lost with the process. Thread-safe; each call returns after its commit. Calls
 * that arrive within a few milliseconds share one transaction.
 *
 * <p>Every method may throw {@link LedgerUnavailable} when the database cannot be reached; nothing was changed then, or the
 * change is found on the next look.
 */
public interface Ledger extends AutoCloseable {
    /** Files that were taken in. */
    Drops drops();

    /** Runs and their cells. */
    Runs runs();

    /** A person's word about whole runs. */
    Orders orders();

    /** Which files of cells lie where people find them. */
    Placements placements();

    /** What parameters of cells took from outside when they started. */
    Readings readings();

    /** Runs and cells, looked back at. */
    History history();

    /** Jobs and their attempts: the protocol around the paid POST. */
    Jobs jobs();

    /** Jobs whose POST has an unknown fate, and the ways out. */
    Doubts doubts();

    /** Which bytes were uploaded where, and until when that address may be used. */
    Uploads uploads();

    /** The processes that share this ledger. */
    Nodes nodes();

    /** True when other processes may work on this ledger too. */
    boolean shared();

    /** What holds for the whole account: pause, limits, spending. */
    Account account();

    /**
     * Calls the listener with every job that this process settles, after its commit, on a thread of the ledger's own. What
     * other nodes settle is found with {@link Jobs#settledAmong}. Closing what is returned ends it.
     */
    AutoCloseable onSettled(Consumer<JobKey> listener);

    /** Grows with every change on any node that leaves an event; cheap to ask. */
    long version();

    @Override
    void close();
}
