package io.controlnetflow.core.image.codec;

import io.controlnetflow.core.image.UnusablePicture;

/** Reads numbers out of a file's bytes; beyond the end is an {@link UnusablePicture}, never an index error. */
final class Bytes {
    private final byte[] data;

    Bytes(byte[] data) {
        this.data = data;
    }

    int length() {
        return data.length;
    }

    int u8(long at) {
        if (at < 0 || at >= data.length) {
            throw new UnusablePicture("the file ends too early, at " + data.length + " bytes; copy it again");
        }
        return data[(int) at] & 0xff;
    }

    int be16(long at) {
        return u8(at) << 8 | u8(at + 1);
    }

    int le16(long at) {
        return u8(at) | u8(at + 1) << 8;
    }

    long be32(long at) {
        return (long) be16(at) << 16 | be16(at + 2);
    }

    long le32(long at) {
        return le16(at) | (long) le16(at + 2) << 16;
    }

    boolean is(long at, String ascii) {
        if (at < 0 || at + ascii.length() > data.length) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if ((data[(int) at + i] & 0xff) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
