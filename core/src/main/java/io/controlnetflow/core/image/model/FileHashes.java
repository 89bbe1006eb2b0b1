package io.controlnetflow.core.image.model;

import io.controlnetflow.core.image.map.UnmakeableMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** SHA-256 of files; a large file is read again only when its size or time changed. Thread-safe. */
final class FileHashes {
    private record Known(long size, long time, String sha256) {}

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /**
     * @return 64 hex digits
     * @throws UnmakeableMap when the file cannot be read
     */
    String of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Known before = known.get(file);
            if (before != null
                    && before.size == now.size()
                    && before.time == now.lastModifiedTime().toMillis()) {
                return before.sha256;
            }
            String sha256 = read(file);
            known.put(file, new Known(now.size(), now.lastModifiedTime().toMillis(), sha256));
            return sha256;
        } catch (IOException e) {
            throw new UnmakeableMap(file + ": cannot be read; check its permissions (" + e.getMessage() + ")", e);
        }
    }

    private static String read(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
