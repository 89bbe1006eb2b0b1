package io.controlnetflow.core.image.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** XMP that is too long for one segment of a JPEG, in several. Source: XMP specification, part 3, 1.1.3.1. */
final class JpegExtension {
    private static final String SIGN = "http://ns.adobe.com/xmp/extension/\0";
    /** Of the extension in one segment, bytes. */
    private static final int PORTION = 65_400;

    private JpegExtension() {}

    /** The hash by which the packet names its extension. */
    static String name(byte[] extension) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("MD5").digest(extension));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    /** What stands in the segments, each without its marker and length. */
    static List<byte[]> segments(byte[] extension) {
        byte[] head = (SIGN + name(extension)).getBytes(StandardCharsets.US_ASCII);
        List<byte[]> segments = new ArrayList<>();
        for (int from = 0; from < extension.length; from += PORTION) {
            int length = Math.min(PORTION, extension.length - from);
            segments.add(ByteBuffer.allocate(head.length + 8 + length)
                    .put(head)
                    .putInt(extension.length)
                    .putInt(from)
                    .put(extension, from, length)
                    .array());
        }
        return segments;
    }

    static boolean is(Part segment, String name) {
        return segment.starts(SIGN + name);
    }

    /** The whole extension; empty when some of it is missing or changed. */
    static Optional<byte[]> gathered(List<Part> segments, String name) {
        int head = SIGN.length() + name.length();
        byte[] all = new byte[0];
        for (Part segment : segments) {
            if (is(segment, name)) {
                ByteBuffer data = ByteBuffer.wrap(segment.after(head));
                if (data.remaining() < 8) {
                    return Optional.empty();
                }
                int length = data.getInt();
                int from = data.getInt();
                if (all.length == 0 && length > 0 && length <= segment.file().length) {
                    all = new byte[length];
                }
                if (length != all.length || from < 0 || from > length - data.remaining()) {
                    return Optional.empty();
                }
                data.get(all, from, data.remaining());
            }
        }
        return name(all).equals(name) ? Optional.of(all) : Optional.empty();
    }
}
