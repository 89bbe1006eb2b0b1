package io.controlnetflow.routes.stage;

import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.image.Pictures;
import io.controlnetflow.core.image.UnusablePicture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;

/**
 * Checks that a downloaded picture is one and arrived whole: its header, and the mark at its end, since a length that is wrong
 * on both sides looks complete.
 */
final class WholePicture {
    private static final int TAIL = 4096;
    private static final Pattern PICTURE = Pattern.compile("(?i)[^?#]*\\.(png|jpe?g|webp|gif)([?#].*)?");

    private WholePicture() {}

    /**
     * @param address where it came from; when its name is a picture's, an error page or JSON in its place is refused
     * @throws IOException when it is not the picture that the address names, or not whole; other files pass
     */
    static void check(Artifact artifact, String address) throws IOException {
        if (!artifact.mediaType().startsWith("image/")) {
            if (PICTURE.matcher(address).matches()) {
                throw new IOException(
                        "what arrived is no picture but " + artifact.size() + " bytes of " + artifact.mediaType());
            }
            return;
        }
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
