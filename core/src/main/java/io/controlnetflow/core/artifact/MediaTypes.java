package io.controlnetflow.core.artifact;

import io.controlnetflow.core.image.codec.Magic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What bytes are, by their first ones, and how files of each type end. */
public final class MediaTypes {
    public static final String UNKNOWN = "application/octet-stream";
    /** What no first bytes tell: said by whoever knows. */
    public static final String TEXT = "text/plain";

    public static final String JSON = "application/json";
    /** How many first bytes are enough. */
    public static final int ENOUGH = 16;

    private static final Map<String, String> EXTENSIONS = extensions();
    private static final Set<String> KINDS = Set.of("image", "video", "audio");

    private MediaTypes() {}

    /** The type of bytes that start so; {@link #UNKNOWN} when it is none that we know. */
    public static String of(byte[] first) {
        return Magic.mediaType(first);
    }

    /** How a value of a flow calls bytes of this type: {@code image}, {@code video} or {@code audio}, else {@code file}. */
    public static String kind(String mediaType) {
        String family = mediaType.substring(0, Math.max(0, mediaType.indexOf('/')));
        return KINDS.contains(family) ? family : "file";
    }

    /** File name extension without the dot. */
    public static String extension(String mediaType) {
        return EXTENSIONS.getOrDefault(mediaType, "bin");
    }

    static Map<String, String> known() {
        return EXTENSIONS;
    }

    private static Map<String, String> extensions() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("image/jpeg", "jpg");
        map.put("image/png", "png");
        map.put("image/webp", "webp");
        map.put("image/gif", "gif");
        map.put("image/tiff", "tif");
        map.put("image/bmp", "bmp");
        map.put("image/heic", "heic");
        map.put("image/avif", "avif");
        map.put("image/svg+xml", "svg");
        map.put("video/mp4", "mp4");
        map.put("video/webm", "webm");
        map.put("video/x-msvideo", "avi");
        map.put("audio/wav", "wav");
        map.put("audio/mpeg", "mp3");
        map.put("model/gltf-binary", "glb");
        map.put("application/pdf", "pdf");
        map.put("application/zip", "zip");
        map.put(TEXT, "txt");
        map.put(JSON, "json");
        map.put(UNKNOWN, "bin");
        return Collections.unmodifiableMap(map);
    }
}
