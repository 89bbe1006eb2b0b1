package io.controlnetflow.routes.stage.call;

import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Pictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * Checks that a downloaded picture is one and arrived whole: its header, and the mark at its end, since a length that is wrong
 * on both sides looks complete.
 */
final class WholePicture {
    private static final int TAIL = 4096;

    private WholePicture() {}

    /** @throws IOException when it cannot be used, or is not whole */
    static void check(Artifact artifact) throws IOException {
        byte[] bytes = Files.readAllBytes(artifact.file());
        try {
            if (!artifact.mediaType().equals("image/gif")) {
                Pictures.probe(bytes);
            }
        } catch (UnusablePicture e) {
            throw new IOException("the picture that arrived is not usable: " + e.getMessage(), e);
        }
        if (!ended(artifact.mediaType(), bytes)) {
            throw new IOException("the picture is cut off after " + bytes.length + " bytes");
        }
    }

    private static boolean ended(String mediaType, byte[] bytes) {
        int from = Math.max(0, bytes.length - TAIL);
        String tail = new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
        return switch (mediaType) {
            case "image/jpeg" -> tail.contains("\u00ff\u00d9");
            case "image/png" -> tail.contains("IEND");
            case "image/webp" -> bytes.length >= 8 + riffLength(bytes);
            default -> true;
        };
    }

    private static long riffLength(byte[] bytes) {
        return (bytes[4] & 0xffL) | (bytes[5] & 0xffL) << 8 | (bytes[6] & 0xffL) << 16 | (bytes[7] & 0xffL) << 24;
    }
}
