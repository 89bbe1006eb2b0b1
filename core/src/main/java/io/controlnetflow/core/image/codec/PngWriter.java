package io.controlnetflow.core.image.codec;

import io.controlnetflow.core.image.Picture;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Writes 8-bit PNG, RGB or with alpha, each row filtered by the one above it, with nothing in it that depends on time, place or Java. */
final class PngWriter {
    private PngWriter() {}

    /**
     * @param alpha 0 (clear) to 255 a pixel; null: opaque
     */
    static byte[] write(Picture picture, byte @Nullable [] alpha, Map<String, String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
            chunk(out, "IHDR", header(picture, alpha != null));
            for (var text : new TreeMap<>(texts).entrySet()) {
                chunk(out, "iTXt", text(text.getKey(), text.getValue()));
            }
            chunk(out, "IDAT", pixels(picture, alpha));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(Picture picture, boolean clear) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(picture.width());
        out.writeInt(picture.height());
        out.write(new byte[] {8, (byte) (clear ? 6 : 2), 0, 0, 0});
        return bytes.toByteArray();
    }

    private static byte[] text(String keyword, String value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(keyword.getBytes(StandardCharsets.ISO_8859_1));
        out.write(new byte[5]);
        out.write(value.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static byte[] pixels(Picture picture, byte @Nullable [] alpha) {
        int row = picture.width() * (alpha == null ? 3 : 4) + 1;
        byte[] filtered = new byte[Math.multiplyExact(row, picture.height())];
        int[] rgb = picture.rgb();
        for (int y = 0; y < picture.height(); y++) {
            int at = y * row;
            filtered[at++] = 2;
            for (int i = y * picture.width(); i < (y + 1) * picture.width(); i++) {
                int above = y == 0 ? 0 : rgb[i - picture.width()];
                filtered[at++] = (byte) ((rgb[i] >> 16) - (above >> 16));
                filtered[at++] = (byte) ((rgb[i] >> 8) - (above >> 8));
                filtered[at++] = (byte) (rgb[i] - above);
                if (alpha != null) {
                    filtered[at++] = (byte) (alpha[i] - (y == 0 ? 0 : alpha[i - picture.width()]));
                }
            }
        }
        return Deflate.zlib(filtered);
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
