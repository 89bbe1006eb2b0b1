package io.controlnetflow.routes.app.check;

import io.controlnetflow.core.image.model.MapMaker;
import io.controlnetflow.core.image.model.ModelFolder;
import io.controlnetflow.core.image.net.NetLibrary;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.routes.app.console.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether control maps can be made by models: what is there, what is missing and how it is got, a line a kind. */
public final class ModelCheck {
    private ModelCheck() {}

    /**
     * @param models folder of model files
     * @param asked the kind that dropped pictures get; what it needs is missed, the rest is optional
     */
    public static List<Check> of(Path models, @Nullable ControlKind asked) {
        try (MapMaker maker = new MapMaker(new ModelFolder(models))) {
            return List.of(
                    kind(ControlKind.POSE, NetLibrary.TENSORFLOW_LITE, maker, models, asked),
                    kind(ControlKind.DEPTH, NetLibrary.ONNX_RUNTIME, maker, models, asked),
                    softEdge());
        }
    }

    private static Check kind(
            ControlKind kind, NetLibrary library, MapMaker maker, Path models, @Nullable ControlKind asked) {
        List<String> missing = Stream.of(lacking(kind, library), maker.missing(kind))
                .flatMap(Optional::stream)
                .toList();
        if (missing.isEmpty()) {
            return Check.ok(kind.text(), "made by " + library.title() + " and the model in " + Words.near(models));
        }
        String said = String.join("; ", missing);
        return kind == asked ? Check.warn(kind.text(), said) : Check.ok(kind.text(), "not set up: " + said);
    }

    private static Check softEdge() {
        return Check.ok(
                "edges",
                "soft-edge is built in; "
                        + lacking(ControlKind.SOFT_EDGE, NetLibrary.ONNX_RUNTIME)
                                .map(lack -> "for a model of its own: " + lack)
                                .orElse("a model that is named is run by " + NetLibrary.ONNX_RUNTIME.title()));
    }

    private static Optional<String> lacking(ControlKind kind, NetLibrary library) {
        return library.hindrance().map(lack -> lack + ", 'flow add " + kind.text() + "' fetches it");
    }
}
