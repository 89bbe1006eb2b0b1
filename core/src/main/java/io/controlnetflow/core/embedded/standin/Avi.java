package io.controlnetflow.core.embedded.standin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** JPEGs as a film: a RIFF file with one Motion-JPEG stream and an index (source: the AVI RIFF file reference). */
final class Avi {
    private static final int HAS_INDEX = 0x10;
    private static final int KEY_FRAME = 0x10;
    private static final int MICROS = 1_000_000;

    private Avi() {}

    /**
     * @param rate frames a second
     * @param made who made it, ASCII
     */
    static byte[] of(int width, int height, int rate, List<byte[]> frames, String made) {
        int largest = frames.stream().mapToInt(f -> f.length).max().orElse(0);
        byte[] stream =
                list("strl", chunk("strh", header(rate, frames.size(), largest)), chunk("strf", format(width, height)));
        byte[] head = list("hdrl", chunk("avih", main(width, height, rate, frames.size(), largest)), stream);
        byte[] info = list("INFO", chunk("ISFT", (made + "\0").getBytes(StandardCharsets.US_ASCII)));
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            index.writeBytes(numbers(16)
                    .put(fourcc("00dc"))
                    .putInt(KEY_FRAME)
                    .putInt(4 + data.size())
                    .putInt(frame.length)
                    .array());
            data.writeBytes(chunk("00dc", frame));
        }
        return chunk(
                "RIFF",
                joined(
                        fourcc("AVI "),
                        head,
                        info,
                        list("movi", data.toByteArray()),
                        chunk("idx1", index.toByteArray())));
    }

    private static byte[] main(int width, int height, int rate, int frames, int largest) {
        return numbers(56)
                .putInt(MICROS / rate)
                .putInt(largest * rate)
                .putInt(0)
                .putInt(HAS_INDEX)
                .putInt(frames)
                .putInt(0)
                .putInt(1)
                .putInt(largest)
                .putInt(width)
                .putInt(height)
                .array();
    }

    private static byte[] header(int rate, int frames, int largest) {
        return numbers(56)
                .put(fourcc("vids"))
                .put(fourcc("MJPG"))
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(1)
                .putInt(rate)
                .putInt(0)
                .putInt(frames)
                .putInt(largest)
                .putInt(-1)
                .array();
    }

    private static byte[] format(int width, int height) {
        return numbers(40)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .put(fourcc("MJPG"))
                .putInt(width * height * 3)
                .array();
    }

    private static ByteBuffer numbers(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] list(String type, byte[]... parts) {
        return chunk("LIST", joined(fourcc(type), joined(parts)));
    }

    /** Padded to an even length, which its size does not count. */
    private static byte[] chunk(String name, byte[] data) {
        return numbers(8 + data.length + data.length % 2)
                .put(fourcc(name))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static byte[] fourcc(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
