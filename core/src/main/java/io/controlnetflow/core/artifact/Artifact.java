package io.controlnetflow.core.artifact;

import java.nio.file.Path;

/**
 * One file in the store.
 *
 * @param sha256 of its bytes, 64 hex digits; also its name
 * @param file where the bytes are; never changes once there
 * @param size bytes
 * @param mediaType by magic bytes, as in {@code image/jpeg}; {@code application/octet-stream} when unknown
 */
public record Artifact(String sha256, Path file, long size, String mediaType) {
    /** {@code sha256:<hex>}: how inputs and keys refer to bytes. */
    public String ref() {
        return "sha256:" + sha256;
    }
}
