package io.controlnetflow.core.image.text;

import io.controlnetflow.core.image.UnusablePicture;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Texts as the XMP chunk of a WebP, and the parameters as the user comment of its EXIF too, if it has none. A plain WebP becomes an extended one: a header chunk {@code VP8X} before it, which says that there is
 * XMP. Source: WebP container specification, "Extended File Format".
 */
final class WebpTexts {
    private static final String XMP = "XMP ";
    private static final String EXIF = "EXIF";
    private static final int HAS_XMP = 0x04;
    private static final int HAS_EXIF = 0x08;
    private static final int HAS_ALPHA = 0x10;
    private static final int FIRST = 12;

    private WebpTexts() {}

    static byte[] with(byte[] file, Texts texts) {
        List<Part> chunks = chunks(file);
        Optional<Part> old = find(chunks, XMP);
        byte[] packet = Xmp.packet(old.map(Part::bytes).orElse(null), texts);
        Optional<Part> exif = find(chunks, EXIF);
        boolean ours = exif.isPresent() && isOurs(exif.get(), read(file));
        String parameters = exif.isEmpty() || ours ? texts.parameters() : null;
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + packet.length + 64);
        out.write(file, 0, FIRST);
        byte[] header = header(chunks);
        boolean comment = parameters != null || (exif.isPresent() && !ours);
        header[0] = (byte) (comment ? header[0] | HAS_EXIF : header[0] & ~HAS_EXIF);
        write(out, "VP8X", header);
        for (Part chunk : chunks) {
            boolean written = chunk.type().equals(XMP) || (ours && chunk.type().equals(EXIF));
            if (!chunk.type().equals("VP8X") && !written) {
                write(out, chunk.type(), chunk.bytes());
            }
        }
        if (parameters != null) {
            write(out, EXIF, ExifComment.block(parameters));
        }
        write(out, XMP, packet);
        byte[] made = out.toByteArray();
        ByteBuffer.wrap(made).order(ByteOrder.LITTLE_ENDIAN).putInt(4, made.length - 8);
        return made;
    }

    static Texts read(byte[] file) {
        List<Part> chunks = chunks(file);
        Texts xmp = find(chunks, XMP).map(chunk -> Xmp.read(chunk.bytes())).orElse(Texts.NONE);
        return xmp.or(find(chunks, EXIF)
                .flatMap(chunk -> ExifComment.of(chunk.after(chunk.starts("Exif\0\0") ? 6 : 0)))
                .orElse(null));
    }

    /** Whether a block of EXIF holds nothing but what we wrote into it. */
    private static boolean isOurs(Part exif, Texts texts) {
        return texts.story() != null
                && texts.parameters() != null
                && Arrays.equals(exif.bytes(), ExifComment.block(texts.parameters()));
    }

    private static Optional<Part> find(List<Part> chunks, String type) {
        return chunks.stream().filter(chunk -> chunk.type().equals(type)).findFirst();
    }

    private static byte[] header(List<Part> chunks) {
        Part first = chunks.get(0);
        byte[] data = first.bytes();
        ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        if (first.type().equals("VP8X") && data.length >= 10) {
            data[0] |= HAS_XMP;
            return data;
        }
        if (first.type().equals("VP8 ") && data.length >= 10) {
            return header(HAS_XMP, bytes.getShort(6) & 0x3fff, bytes.getShort(8) & 0x3fff);
        }
        if (first.type().equals("VP8L") && data.length >= 5) {
            int bits = bytes.getInt(1);
            int flags = HAS_XMP | ((bits >> 28 & 1) == 1 ? HAS_ALPHA : 0);
            return header(flags, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
        }
        throw new UnusablePicture("its WebP header is damaged; copy it again");
    }

    private static byte[] header(int flags, int width, int height) {
        int w = width - 1;
        int h = height - 1;
        return new byte[] {
            (byte) flags,
            0,
            0,
            0,
            (byte) w,
            (byte) (w >> 8),
            (byte) (w >> 16),
            (byte) h,
            (byte) (h >> 8),
            (byte) (h >> 16)
        };
    }

    private static void write(ByteArrayOutputStream out, String type, byte[] data) {
        out.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(data.length)
                .array());
        out.writeBytes(data);
        if (data.length % 2 == 1) {
            out.write(0);
        }
    }

    private static List<Part> chunks(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long end = file.length < FIRST ? 0 : Math.min(file.length, 8L + Integer.toUnsignedLong(bytes.getInt(4)));
        List<Part> chunks = new ArrayList<>();
        int at = FIRST;
        while (at + 8 <= end) {
            int length = bytes.getInt(at + 4);
            String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            Part chunk = new Part(file, type, at, at + 8, length, at + 8);
            chunks.add(chunk);
            at += 8 + length + (length & 1);
        }
        if (chunks.isEmpty()) {
            throw new UnusablePicture("its WebP header is damaged; copy it again");
        }
        return chunks;
    }
}
