package io.controlnetflow.core.image.text;

import io.controlnetflow.core.image.UnusablePicture;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A chunk of a PNG or WebP, or a segment of a JPEG: a stretch of its file.
 *
 * @param from where it begins, with its header
 * @param data where its data begins
 * @param length bytes of data
 * @param to where the next one begins
 */
@SuppressWarnings("ArrayRecordComponent") // a view of one file, never compared
record Part(byte[] file, String type, int from, int data, int length, int to) {
    Part {
        if (from < 0 || length < 0 || data < from || (long) data + length > file.length || to > file.length) {
            throw new UnusablePicture("the file ends too early, at " + file.length + " bytes; copy it again");
        }
    }

    byte[] bytes() {
        return Arrays.copyOfRange(file, data, data + length);
    }

    boolean starts(String latin1) {
        byte[] want = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return length >= want.length && Arrays.equals(file, data, data + want.length, want, 0, want.length);
    }

    /** Its data after that many bytes. */
    byte[] after(int skipped) {
        return Arrays.copyOfRange(file, data + Math.min(skipped, length), data + length);
    }
}
