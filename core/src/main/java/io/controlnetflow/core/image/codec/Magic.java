package io.controlnetflow.core.image.codec;

import io.controlnetflow.core.image.PictureFormat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells formats by their first bytes, never by a file's name. */
public final class Magic {
    /** How many bytes are enough to tell. */
    public static final int HEAD = 16;

    private Magic() {}

    /** The format when it is one that we read. */
    public static Optional<PictureFormat> format(byte[] head) {
        return switch (mediaType(head)) {
            case "image/jpeg" -> Optional.of(PictureFormat.JPEG);
            case "image/png" -> Optional.of(PictureFormat.PNG);
            case "image/webp" -> Optional.of(PictureFormat.WEBP);
            default -> Optional.empty();
        };
    }

    /** The media type, {@code application/octet-stream} when unknown. Pictures, and what else models answer with. */
    public static String mediaType(byte[] head) {
        if (starts(head, 0, "\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        } else if (starts(head, 0, "\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        } else if (starts(head, 0, "RIFF") && starts(head, 8, "WEBP")) {
            return "image/webp";
        } else if (starts(head, 0, "GIF8")) {
            return "image/gif";
        } else if (starts(head, 0, "II*\0") || starts(head, 0, "MM\0*")) {
            return "image/tiff";
        } else if (starts(head, 4, "ftyp")) {
            return isoBrand(head);
        } else if (starts(head, 0, "BM") && head.length >= 10 && head[6] == 0 && head[7] == 0) {
            return "image/bmp";
        } else if (starts(head, 0, "glTF")) {
            return "model/gltf-binary";
        } else if (starts(head, 0, "\u001aE\u00df\u00a3")) {
            return "video/webm";
        } else if (starts(head, 0, "RIFF") && starts(head, 8, "WAVE")) {
            return "audio/wav";
        } else if (starts(head, 0, "RIFF") && starts(head, 8, "AVI ")) {
            return "video/x-msvideo";
        } else if (starts(head, 0, "ID3")) {
            return "audio/mpeg";
        } else if (starts(head, 0, "%PDF")) {
            return "application/pdf";
        } else if (starts(head, 0, "PK\u0003\u0004")) {
            return "application/zip";
        } else if (starts(head, 0, "<svg") || starts(head, 0, "<?xml")) {
            return "image/svg+xml";
        }
        return "application/octet-stream";
    }

    private static String isoBrand(byte[] head) {
        for (String heif : new String[] {"heic", "heix", "hevc", "mif1", "msf1", "heim", "heis"}) {
            if (starts(head, 8, heif)) {
                return "image/heic";
            }
        }
        return starts(head, 8, "avif") || starts(head, 8, "avis") ? "image/avif" : "video/mp4";
    }

    private static boolean starts(byte[] head, int at, String latin1) {
        byte[] want = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= at + want.length
                && java.util.Arrays.equals(head, at, at + want.length, want, 0, want.length);
    }
}
