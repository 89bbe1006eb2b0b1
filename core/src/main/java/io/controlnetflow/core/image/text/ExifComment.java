package io.controlnetflow.core.image.text;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The user comment of an EXIF block, where web UIs write parameters in JPEG and WebP, and look for them. Anything odd in it means none. Source: EXIF 2.32. */
final class ExifComment {
    private static final int EXIF_TABLE = 0x8769;
    private static final int USER_COMMENT = 0x9286;
    private static final int CODE = 8;
    private static final String WIDE = "UNICODE\0";
    /** Of a block that holds a comment only: header, a table that leads to the table of EXIF, and that one. */
    private static final int TABLE = 8;

    private static final int ONE_ENTRY = 2 + 12 + 4;
    private static final short LONG = 4;
    private static final short UNDEFINED = 7;

    private ExifComment() {}

    /** @param tiff the block, from its TIFF header on */
    static Optional<String> of(byte[] tiff) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(tiff);
            bytes.order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int table = entry(bytes, bytes.getInt(4), EXIF_TABLE);
            int comment = table < 0 ? -1 : entry(bytes, bytes.getInt(table + 8), USER_COMMENT);
            if (comment < 0) {
                return Optional.empty();
            }
            int length = bytes.getInt(comment + 4);
            bytes.position(bytes.getInt(comment + 8));
            if (length > bytes.remaining()) {
                return Optional.empty();
            }
            byte[] value = new byte[length];
            bytes.get(value);
            return value.length <= CODE ? Optional.empty() : Optional.of(text(value));
        } catch (IndexOutOfBoundsException
                | BufferUnderflowException
                | IllegalArgumentException
                | NegativeArraySizeException odd) {
            return Optional.empty();
        }
    }

    /** A block that holds nothing else, from its TIFF header on. */
    static byte[] block(String text) {
        byte[] wide = text.getBytes(StandardCharsets.UTF_16BE);
        int comment = TABLE + 2 * ONE_ENTRY;
        ByteBuffer out = ByteBuffer.allocate(comment + CODE + wide.length);
        out.putShort((short) 0x4d4d).putShort((short) 42).putInt(TABLE);
        entry(out, EXIF_TABLE, LONG, 1, TABLE + ONE_ENTRY);
        entry(out, USER_COMMENT, UNDEFINED, CODE + wide.length, comment);
        return out.put(WIDE.getBytes(StandardCharsets.US_ASCII)).put(wide).array();
    }

    /** A table of this entry alone. */
    private static void entry(ByteBuffer out, int tag, short type, int count, int at) {
        out.putShort((short) 1)
                .putShort((short) tag)
                .putShort(type)
                .putInt(count)
                .putInt(at)
                .putInt(0);
    }

    /** Where a tag's entry is in the table; -1 when it has none. */
    private static int entry(ByteBuffer bytes, int table, int tag) {
        int entries = bytes.getShort(table) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int at = table + 2 + 12 * i;
            if ((bytes.getShort(at) & 0xffff) == tag) {
                return at;
            }
        }
        return -1;
    }

    private static String text(byte[] value) {
        boolean wide = value[0] == 'U';
        return new String(value, CODE, value.length - CODE, wide ? wide(value) : StandardCharsets.UTF_8)
                .replace("\0", "")
                .strip();
    }

    /** The order of bytes is the writer's secret: Latin letters have their zero first or last. */
    private static Charset wide(byte[] value) {
        int first = 0;
        int last = 0;
        for (int i = CODE; i + 1 < value.length; i += 2) {
            first += value[i] == 0 ? 1 : 0;
            last += value[i + 1] == 0 ? 1 : 0;
        }
        return last > first ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }
}
