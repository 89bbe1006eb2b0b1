package io.controlnetflow.core.artifact;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What bytes are, by their first ones, and how files of each type end. */
public final class MediaTypes {
    public static final String UNKNOWN = "application/octet-stream";
    /** How many first bytes are enough. */
    public static final int ENOUGH = 16;

    private static final Map<String, String> EXTENSIONS = new LinkedHashMap<>();

    static {
        EXTENSIONS.put("image/jpeg", "jpg");
        EXTENSIONS.put("image/png", "png");
        EXTENSIONS.put("image/webp", "webp");
        EXTENSIONS.put("image/gif", "gif");
        EXTENSIONS.put("video/mp4", "mp4");
        EXTENSIONS.put(UNKNOWN, "bin");
    }

    private MediaTypes() {}

    /** The type of bytes that start so; {@link #UNKNOWN} when it is none that we know. */
    public static String of(byte[] first) {
        if (starts(first, 0, "\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (starts(first, 0, "\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (starts(first, 0, "RIFF") && starts(first, 8, "WEBP")) {
            return "image/webp";
        }
        if (starts(first, 0, "GIF8")) {
            return "image/gif";
        }
        return starts(first, 4, "ftyp") ? "video/mp4" : UNKNOWN;
    }

    /** File name extension without the dot. */
    public static String extension(String mediaType) {
        return EXTENSIONS.getOrDefault(mediaType, "bin");
    }

    static Map<String, String> known() {
        return EXTENSIONS;
    }

    private static boolean starts(byte[] bytes, int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < at + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
