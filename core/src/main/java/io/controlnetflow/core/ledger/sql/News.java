package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of settled jobs, after the commit and on a thread of its own, so that they may call the ledger. */
final class News implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    private final List<Consumer<JobKey>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "ledger-news");
        made.setDaemon(true);
        return made;
    });

    AutoCloseable add(Consumer<JobKey> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(List<JobKey> settled) {
        if (!listeners.isEmpty()) {
            thread.execute(() -> settled.forEach(this::tell));
        }
    }

    private void tell(JobKey key) {
        for (Consumer<JobKey> listener : listeners) {
            try {
                listener.accept(key);
            } catch (RuntimeException e) {
                LOG.warn("job {}: a listener failed when it was settled; the ledger has the outcome", key.brief(), e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
