package io.controlnetflow.core.embedded.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes up to a delimiter, which is consumed. The delimiter's first byte must not come again within it. */
final class PartStream extends InputStream {
    private final InputStream in;
    private final byte[] delimiter;
    private int matched;
    private int replayed;
    private int replaying;
    private int pushedBack = -1;
    private boolean ended;

    /**
     * @param matched how many bytes of the delimiter count as already read: the first boundary of a form has no line before it
     */
    PartStream(InputStream in, byte[] delimiter, int matched) {
        this.in = in;
        this.delimiter = delimiter;
        this.matched = matched;
    }

    @Override
    public int read() throws IOException {
        if (replayed < replaying) {
            return delimiter[replayed++] & 0xff;
        }
        replaying = 0;
        replayed = 0;
        while (!ended) {
            int b = pushedBack >= 0 ? pushedBack : in.read();
            pushedBack = -1;
            if (b < 0) {
                throw new EOFException("the form ends too early");
            }
            if (b == (delimiter[matched] & 0xff)) {
                matched++;
                ended = matched == delimiter.length;
            } else if (matched == 0) {
                return b;
            } else {
                replaying = matched;
                matched = 0;
                pushedBack = b;
                replayed = 1;
                return delimiter[0] & 0xff;
            }
        }
        return -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int n = 0;
        while (n < length) {
            int b = read();
            if (b < 0) {
                return n == 0 ? -1 : n;
            }
            to[offset + n++] = (byte) b;
        }
        return n;
    }
}
