package io.controlnetflow.core.embedded.render;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** A valid PNG of two by two pixels, another one for each name: for load tests. */
public final class TinyPicture {
    private TinyPicture() {}

    /** The picture; its colours and a text chunk come from the name. */
    public static byte[] png(String name) {
        int colour = name.hashCode();
        try {
            ByteArrayOutputStream pixels = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflate = new DeflaterOutputStream(pixels)) {
                for (int row = 0; row < 2; row++) {
                    deflate.write(0);
                    for (int i = 0; i < 6; i++) {
                        deflate.write(colour >>> (i * 4 + row));
                    }
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
            chunk(out, "IHDR", new byte[] {0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0});
            chunk(out, "tEXt", ("Comment\0embedded " + name).getBytes(StandardCharsets.ISO_8859_1));
            chunk(out, "IDAT", pixels.toByteArray());
            chunk(out, "IEND", new byte[0]);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.US_ASCII));
        crc.update(data);
        DataOutputStream to = new DataOutputStream(out);
        to.writeInt(data.length);
        to.writeBytes(type);
        to.write(data);
        to.writeInt((int) crc.getValue());
    }
}
