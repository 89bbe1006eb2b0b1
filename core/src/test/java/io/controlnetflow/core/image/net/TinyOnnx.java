package io.controlnetflow.core.image.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes small ONNX files: the few fields of the format (onnx.proto) that a graph of plain operations needs. */
public final class TinyOnnx {
    /** ONNX's number of 32-bit floats. */
    private static final int FLOAT = 1;

    private static final int DOUBLE = 11;

    private final List<byte[]> parts = new ArrayList<>();

    /** A size that is left open. */
    public static final int OPEN = -1;

    /** A network of one photograph: the mean of its channels is the map. */
    public static TinyOnnx meanOfChannels(Integer... shape) {
        int channels = shape[1] == 3 ? 1 : 3;
        return new TinyOnnx()
                .input("photo", shape)
                .mean("photo", "map", channels)
                .output("map");
    }

    public TinyOnnx input(String name, Integer... shape) {
        parts.add(message(11, value(name, FLOAT, shape)));
        return this;
    }

    public TinyOnnx doubles(String name, Integer... shape) {
        parts.add(message(11, value(name, DOUBLE, shape)));
        return this;
    }

    /** An output of four or fewer open sizes. */
    public TinyOnnx output(String name) {
        parts.add(message(12, value(name, FLOAT)));
        return this;
    }

    /** An operation without attributes, as in {@code Neg} or {@code Add}. */
    public TinyOnnx node(String operation, String to, String... from) {
        return node(operation, to, new byte[0], from);
    }

    /** The mean over one dimension, which is dropped. */
    public TinyOnnx mean(String from, String to, int dimension) {
        byte[] axes = join(text(1, "axes"), number(8, dimension), number(20, 7));
        byte[] keep = join(text(1, "keepdims"), number(3, 0), number(20, 2));
        return node("ReduceMean", to, join(message(5, axes), message(5, keep)), from);
    }

    private TinyOnnx node(String operation, String to, byte[] attributes, String... from) {
        byte[] node = new byte[0];
        for (String one : from) {
            node = join(node, text(1, one));
        }
        parts.add(message(1, join(node, text(2, to), text(4, operation), attributes)));
        return this;
    }

    public Path write(Path file) {
        byte[] graph = text(2, "tiny");
        for (byte[] part : parts) {
            graph = join(graph, part);
        }
        byte[] operations = message(8, number(2, 13));
        try {
            return Files.write(file, join(number(1, 8), message(7, graph), operations));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] value(String name, int type, Integer... shape) {
        byte[] sizes = new byte[0];
        for (int i = 0; i < shape.length; i++) {
            sizes = join(sizes, message(1, shape[i] == OPEN ? text(2, name + i) : number(1, shape[i])));
        }
        byte[] tensor = shape.length == 0 ? number(1, type) : join(number(1, type), message(2, sizes));
        return join(text(1, name), message(2, message(1, tensor)));
    }

    private static byte[] text(int field, String text) {
        return message(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] message(int field, byte[] bytes) {
        return join(varint(field << 3 | 2), varint(bytes.length), bytes);
    }

    private static byte[] number(int field, int value) {
        return join(varint(field << 3), varint(value));
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest >= 128) {
            out.write((rest & 127) | 128);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
