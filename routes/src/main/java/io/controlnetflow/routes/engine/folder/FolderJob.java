package io.controlnetflow.routes.engine.folder;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A hot folder being served, or runs that were started without one. Thread-safe. */
public interface FolderJob extends AutoCloseable {
    FolderSpec spec();

    /** What its inputs are called, one of them. */
    default String what() {
        return "drop";
    }

    /** How far it is, cheap enough to be asked several times a second. */
    Progress progress();

    /**
     * Completes when a batch is planned the first time, before any of its jobs is sent: what will be made, and for how much.
     */
    CompletableFuture<Planned> planned();

    /**
     * {@code run}: completes when the folder is taken, every run is settled and its pictures are in the outbox, or when
     * nothing can go on because the account is paused. {@code watch}: completes after {@link #close()}. Fails only when
     * the folder itself cannot be served; the message says why.
     */
    CompletableFuture<BatchSummary> done();

    /** Is told of each batch that is final: once for {@code run}, after every pause of the drops for {@code watch}. */
    void onBatch(Consumer<BatchSummary> listener);

    /** Takes no further file. What is in hand is still put into place, and then it is closed. */
    default void leave() {
        close();
    }

    /** Takes no further file. What was sent goes on while the engine runs. */
    @Override
    void close();
}
