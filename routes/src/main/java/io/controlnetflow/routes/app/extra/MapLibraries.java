package io.controlnetflow.routes.app.extra;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What runs the models of control maps; its versions are those that the program was built with. */
final class MapLibraries {
    static final String TENSORFLOW_LITE = "2.21.0-1.5.14";
    static final String ONNX_RUNTIME = "1.28.0";

    private static final String BYTEDECO = "org.bytedeco";

    private MapLibraries() {}

    /**
     * By the kind of map: {@code pose}, {@code depth} or {@code soft-edge}.
     *
     * @param system as Java names it, as in {@code Linux}
     * @param processor as Java names it, as in {@code amd64}
     */
    static Optional<List<Wanted>> of(String kind, String system, String processor) {
        return switch (kind) {
            case "pose" -> Optional.of(pose(platform(system, processor)));
            case "depth", "soft-edge" ->
                Optional.of(List.of(new Wanted("com.microsoft.onnxruntime", "onnxruntime", ONNX_RUNTIME)));
            default -> Optional.empty();
        };
    }

    private static List<Wanted> pose(String platform) {
        String helper = TENSORFLOW_LITE.substring(TENSORFLOW_LITE.indexOf('-') + 1);
        return List.of(
                new Wanted(BYTEDECO, "tensorflow-lite", TENSORFLOW_LITE),
                new Wanted(BYTEDECO, "tensorflow-lite", TENSORFLOW_LITE, platform),
                new Wanted(BYTEDECO, "javacpp", helper, platform));
    }

    /** In the words of its native libraries. */
    private static String platform(String system, String processor) {
        String os = system.toLowerCase(Locale.ROOT);
        String arch = processor.toLowerCase(Locale.ROOT);
        return (os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : "linux")
                + (arch.equals("aarch64") || arch.equals("arm64") ? "-arm64" : "-x86_64");
    }
}
