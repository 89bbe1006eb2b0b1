package io.controlnetflow.core.image.model;

import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.net.NetLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The files of one model.
 *
 * @param parts one network each: a depth or soft-edge model has one, pose has its detector and its landmarks
 */
record ModelFile(List<Path> parts) {
    ModelFile {
        parts = List.copyOf(parts);
    }

    /** The last part's name: what a person would name. */
    String name() {
        return String.valueOf(parts.get(parts.size() - 1).getFileName());
    }

    /** What runs a part, by its name. */
    static NetLibrary library(Path part) {
        String name = String.valueOf(part.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".onnx")) {
            return NetLibrary.ONNX_RUNTIME;
        }
        if (name.endsWith(".tflite") || name.equals(ModelFolder.DETECTOR)) {
            return NetLibrary.TENSORFLOW_LITE;
        }
        throw new UnmakeableMap(part + ": is neither an .onnx nor a .tflite file; export the model to ONNX");
    }
}
