package io.controlnetflow.core.image.codec;

import java.io.ByteArrayOutputStream;

/** Bits, the lowest first, as Deflate wants them (RFC 1951, 3.1.1). */
final class BitSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long pending;
    private int count;

    void write(int bits, int length) {
        pending |= (long) bits << count;
        count += length;
        while (count >= 8) {
            out.write((int) pending);
            pending >>>= 8;
            count -= 8;
        }
    }

    /** Fills the last byte with zeros. */
    void align() {
        if (count > 0) {
            write(0, 8 - count);
        }
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
