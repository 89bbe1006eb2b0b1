package io.controlnetflow.core.image.net;

import io.controlnetflow.core.image.map.UnmakeableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A library that runs networks. It is an optional dependency: there or not. */
public enum NetLibrary {
    TENSORFLOW_LITE("TensorFlow Lite", "org.bytedeco:tensorflow-lite", "org.bytedeco.tensorflowlite.Interpreter") {
        @Override
        void load() {
            TfliteNet.load();
        }

        @Override
        Net read(Path file) {
            return TfliteNet.open(file);
        }
    },
    ONNX_RUNTIME("ONNX Runtime", "com.microsoft.onnxruntime:onnxruntime", "ai.onnxruntime.OrtEnvironment") {
        @Override
        void load() {
            OnnxNet.load();
        }

        @Override
        Net read(Path file) {
            return OnnxNet.open(file);
        }
    };

    /** No network that makes control maps is as large; what is, is no model. */
    private static final long MOST = 2L << 30;

    private final String title;
    private final String coordinates;
    private final String entry;

    NetLibrary(String title, String coordinates, String entry) {
        this.title = title;
        this.coordinates = coordinates;
        this.entry = entry;
    }

    abstract void load();

    abstract Net read(Path file);

    /** What a person calls it. */
    public String title() {
        return title;
    }

    /** What hinders its use here; empty when it works. Loads it. */
    public Optional<String> hindrance() {
        try {
            Class.forName(entry, false, NetLibrary.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return Optional.of(title + " (" + coordinates + ") is not installed");
        }
        try {
            load();
            return Optional.empty();
        } catch (LinkageError | RuntimeException e) {
            return Optional.of(title + " has no native code for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + " here (" + e + ")");
        }
    }

    /**
     * Loads a network.
     *
     * @throws UnmakeableMap when the library or the file is missing, or the file holds no network with one float input
     */
    public Net open(Path file) {
        hindrance().ifPresent(missing -> {
            throw new UnmakeableMap(file + ": " + missing + ", and runs this model; flow doctor says how to get it");
        });
        if (!Files.isRegularFile(file)
                || !Files.isReadable(file)
                || file.toFile().length() > MOST) {
            throw new UnmakeableMap(file + ": is no model file that can be read; check the path");
        }
        return read(file);
    }
}
