package io.controlnetflow.core.image.model;

import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.job.ControlKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the files of models are looked for.
 *
 * @param path need not exist as long as no model is asked for
 */
public record ModelFolder(Path path) {
    /** The depth model, when none is named. */
    public static final String DEPTH = "depth.onnx";

    static final String DETECTOR = "pose_solution_packed_assets.data";

    private static final List<String> PACKAGES = List.of("package", "pose", "node_modules/@mediapipe/pose", "");
    private static final List<String> LANDMARKS =
            List.of("pose_landmark_full.tflite", "pose_landmark_heavy.tflite", "pose_landmark_lite.tflite");

    /**
     * The files that make a kind's maps.
     *
     * @throws UnmakeableMap naming the file that is missing and how to get it
     */
    ModelFile find(ControlKind kind, ModelOptions options) {
        String named = options.model();
        if (kind == ControlKind.POSE) {
            return named == null ? posePackage() : pose(path.resolve(named));
        }
        Path file = path.resolve(named == null ? DEPTH : named);
        if (!Files.isRegularFile(file)) {
            throw new UnmakeableMap(file + ": is missing, and makes " + kind.text() + " maps; " + hint(kind));
        }
        return new ModelFile(List.of(file));
    }

    private ModelFile posePackage() {
        return PACKAGES.stream()
                .map(path::resolve)
                .filter(folder -> Files.isRegularFile(folder.resolve(DETECTOR)))
                .findFirst()
                .map(this::pose)
                .orElseThrow(() -> new UnmakeableMap(path.resolve(PACKAGES.get(0))
                                .resolve(DETECTOR) + ": is missing, and makes pose maps; " + hint(ControlKind.POSE)));
    }

    /** @param place the unpacked package, or the landmark network in it */
    private ModelFile pose(Path place) {
        boolean chosen = Files.isRegularFile(place) && LANDMARKS.contains(String.valueOf(place.getFileName()));
        Path folder = chosen ? place.resolveSibling("") : place;
        Path detector = folder.resolve(DETECTOR);
        Path landmarks = chosen
                ? place
                : LANDMARKS.stream()
                        .map(folder::resolve)
                        .filter(Files::isRegularFile)
                        .findFirst()
                        .orElse(folder.resolve(LANDMARKS.get(0)));
        for (Path part : List.of(detector, landmarks)) {
            if (!Files.isRegularFile(part)) {
                throw new UnmakeableMap(part + ": is missing, and makes pose maps; " + hint(ControlKind.POSE));
            }
        }
        return new ModelFile(List.of(detector, landmarks));
    }

    /** How a kind's model is got. */
    String hint(ControlKind kind) {
        return switch (kind) {
            case POSE ->
                "get npm's package with: mkdir -p " + path + " && cd " + path
                        + " && npm pack @mediapipe/pose && tar -xzf mediapipe-pose-*.tgz";
            case DEPTH -> "put a Depth-Anything-like model in ONNX form there, or use approx-depth, which needs none";
            default -> "put it there, or leave the model out: soft-edge maps need none";
        };
    }
}
