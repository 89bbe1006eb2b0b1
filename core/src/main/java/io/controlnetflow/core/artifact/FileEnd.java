package io.controlnetflow.core.artifact;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Whether files end where they say that they end, read from their outer structure alone. Pure but for reading the file. */
public final class FileEnd {
    private static final long UNSIGNED = 0xffff_ffffL;

    private FileEnd() {}

    /** @return true when the file certainly lacks its end; false when it is whole, or its type does not tell */
    public static boolean missing(Path file, String mediaType) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            return switch (mediaType) {
                case "video/mp4" -> boxesMissing(in);
                case "video/x-msvideo", "audio/wav" -> riffMissing(in);
                case "video/webm" -> ebmlMissing(in);
                case "model/gltf-binary" -> number(in, 8, 4, ByteOrder.LITTLE_ENDIAN) > in.size();
                default -> false;
            };
        } catch (EOFException cutInTheMiddleOfANumber) {
            return true;
        }
    }

    /** ISO base media file format: boxes up to the end, one of which holds the index. */
    private static boolean boxesMissing(FileChannel in) throws IOException {
        boolean index = false;
        long at = 0;
        while (at + 8 <= in.size()) {
            long size = number(in, at, 4, ByteOrder.BIG_ENDIAN);
            String name = new String(bytes(in, at + 4, 4).array(), StandardCharsets.ISO_8859_1);
            index |= name.equals("moov") || name.equals("moof");
            if (size == 1) {
                size = number(in, at + 8, 8, ByteOrder.BIG_ENDIAN);
            } else if (size == 0) { // up to the end
                size = in.size() - at;
            }
            if (size < 8) { // no box: what stands behind the last one is nobody's
                return !index;
            }
            at += size;
        }
        return at > in.size() || !index;
    }

    /** A stream writes a length of nothing, or of everything. */
    private static boolean riffMissing(FileChannel in) throws IOException {
        long size = number(in, 4, 4, ByteOrder.LITTLE_ENDIAN);
        return size != 0 && size != UNSIGNED && 8 + size > in.size();
    }

    /** EBML: a head, and a segment that may leave its size open. */
    private static boolean ebmlMissing(FileChannel in) throws IOException {
        long at = 0;
        for (int element = 0; element < 2; element++) {
            at += length(in, at);
            int width = length(in, at);
            long size = number(in, at, width, ByteOrder.BIG_ENDIAN) & ((1L << (7 * width)) - 1);
            boolean open = size == (1L << (7 * width)) - 1;
            if (open) {
                return false;
            }
            at += width + size;
        }
        return at > in.size();
    }

    /** How many bytes a variable number takes: one, and one for each leading zero bit. */
    private static int length(FileChannel in, long at) throws IOException {
        int first = bytes(in, at, 1).get(0) & 0xff;
        return Math.min(8, Integer.numberOfLeadingZeros(Math.max(1, first)) - 23);
    }

    private static long number(FileChannel in, long at, int width, ByteOrder order) throws IOException {
        ByteBuffer bytes = bytes(in, at, width);
        long number = 0;
        for (int i = 0; i < width; i++) {
            int place = order == ByteOrder.BIG_ENDIAN ? i : width - 1 - i;
            number = (number << 8) | (bytes.get(place) & 0xff);
        }
        return number;
    }

    private static ByteBuffer bytes(FileChannel in, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (in.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes;
    }
}
