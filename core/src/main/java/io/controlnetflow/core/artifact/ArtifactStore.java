package io.controlnetflow.core.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Content-addressed bytes in a folder. Thread-safe, also between processes on one folder. A file appears whole or not at all:
 * written to {@code .part}, forced, then renamed.
 */
public interface ArtifactStore {
    /** Stores the bytes and returns where they are; the same bytes are stored once. */
    Artifact put(byte[] bytes) throws IOException;

    /** Stores a stream of at most {@code most} bytes; more is an {@link IOException} and nothing is stored. */
    Artifact put(InputStream in, long most) throws IOException;

    Optional<Artifact> find(String sha256) throws IOException;

    /**
     * Puts a copy of a stored file at the target, whole or not at all. A copy, because people edit what they find in an
     * outbox, and editing a hard link would change the store's bytes. Never overwrites: when the target
     * exists with other bytes, {@code name-2.ext}, {@code name-3.ext}... is taken; with the same bytes it stays. Creates folders.
     *
     * @return where it is
     */
    Path publish(Artifact artifact, Path target) throws IOException;
}
