package io.controlnetflow.core.image.codec;

import java.util.zip.Adler32;

/**
 * Deflate with a zlib frame (RFC 1950, 1951) in our own code, because the JDK's differs by zlib: a control map's bytes are
 * part of a job's key, and the same map with other bytes would be another job, paid again.
 */
final class Deflate {
    private static final int WINDOW = 1 << 15;
    private static final int HASHES = 1 << 15;
    /** How many earlier places are compared for the longest match. */
    private static final int PATIENCE = 8;

    private static final int SHORTEST = 3;
    private static final int LONGEST = 258;
    private static final int BLOCK = 1 << 16;

    private final byte[] data;
    private final BitSink out = new BitSink();
    private final int[] head = new int[HASHES];
    private final int[] previous;
    /** Of the current block: a literal, or {@code length << 16 | distance}. */
    private final int[] tokens = new int[BLOCK];

    private int count;

    private Deflate(byte[] data) {
        this.data = data;
        this.previous = new int[WINDOW];
        java.util.Arrays.fill(head, -1);
    }

    static byte[] zlib(byte[] data) {
        Deflate deflate = new Deflate(data);
        deflate.out.write(0x9c78, 16);
        deflate.compress();
        Adler32 sum = new Adler32();
        sum.update(data);
        deflate.out.align();
        for (int shift = 24; shift >= 0; shift -= 8) {
            deflate.out.write((int) (sum.getValue() >> shift) & 0xff, 8);
        }
        return deflate.out.bytes();
    }

    private void compress() {
        int at = 0;
        while (at < data.length) {
            int match = longest(at);
            int length = match >>> 16;
            tokens[count++] = length >= SHORTEST ? match : data[at] & 0xff;
            int end = at + (length >= SHORTEST ? length : 1);
            while (at < end) {
                remember(at++);
            }
            if (count == BLOCK) {
                DeflateBlock.write(out, tokens, count, at == data.length);
                count = 0;
            }
        }
        if (count > 0 || data.length == 0) {
            DeflateBlock.write(out, tokens, count, true);
        }
    }

    private int longest(int at) {
        int most = Math.min(LONGEST, data.length - at);
        if (most < SHORTEST) {
            return 0;
        }
        int best = 0;
        int distance = 0;
        int from = head[hash(at)];
        for (int tries = 0; tries < PATIENCE && from >= 0 && at - from < WINDOW && best < most; tries++) {
            if (data[from + best] == data[at + best]) {
                int length = common(from, at, most);
                if (length > best) {
                    best = length;
                    distance = at - from;
                }
            }
            int before = previous[from & (WINDOW - 1)];
            from = before < from ? before : -1;
        }
        return best << 16 | distance;
    }

    private int common(int from, int at, int most) {
        int length = 0;
        while (length < most && data[from + length] == data[at + length]) {
            length++;
        }
        return length;
    }

    private void remember(int at) {
        if (at + SHORTEST <= data.length) {
            int hash = hash(at);
            previous[at & (WINDOW - 1)] = head[hash];
            head[hash] = at;
        }
    }

    private int hash(int at) {
        int three = (data[at] & 0xff) << 16 | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff);
        return (three * 0x9e3779b1) >>> 17;
    }
}
