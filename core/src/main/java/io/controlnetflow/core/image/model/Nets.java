package io.controlnetflow.core.image.model;

import io.controlnetflow.core.image.net.Net;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** The networks that are loaded, by their bytes: a file that changes is loaded anew. Thread-safe. */
final class Nets implements AutoCloseable {
    private final FileHashes hashes;
    private final Map<String, Net> loaded = new ConcurrentHashMap<>();
    // native memory must not be freed under a running network
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    Nets(FileHashes hashes) {
        this.hashes = hashes;
    }

    /** Does some work with networks of {@link #of(Path)}, which are not closed meanwhile. */
    <T> T using(Supplier<T> work) {
        use.readLock().lock();
        try {
            return work.get();
        } finally {
            use.readLock().unlock();
        }
    }

    /** @throws io.controlnetflow.core.image.map.UnmakeableMap when it cannot be loaded */
    Net of(Path file) {
        return loaded.computeIfAbsent(
                hashes.of(file), unknown -> ModelFile.library(file).open(file));
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            loaded.values().forEach(Net::close);
            loaded.clear();
        } finally {
            use.writeLock().unlock();
        }
    }
}
