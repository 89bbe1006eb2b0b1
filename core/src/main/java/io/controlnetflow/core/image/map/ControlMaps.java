package io.controlnetflow.core.image.map;

import io.controlnetflow.core.image.Gray;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Fit;
import io.controlnetflow.core.job.Size;
import java.util.function.UnaryOperator;

/** Makes control maps from photographs: what the model is told about the shape of the picture. Pure and thread-safe. */
public final class ControlMaps {
    private ControlMaps() {}

    /**
     * The map of exactly the requested size: the photograph is resized first, so that edges are found at the scale at
     * which the model works. With {@link ControlKind#NONE} the picture is a finished map and only resized.
     *
     * @throws UnmakeableMap for a kind that needs a model
     */
    public static Picture make(ControlKind kind, Picture photo, Size size, Fit fit, ControlOptions options) {
        return kind == ControlKind.NONE
                ? Resize.to(photo, size.width(), size.height(), fit)
                : sized(photo, size, fit, resized -> of(kind, resized, options));
    }

    /**
     * A map of exactly the requested size, whoever draws it.
     *
     * @param drawn makes the map of a photograph that has the right size already, without the borders of {@link Fit#CONTAIN}
     */
    public static Picture sized(Picture photo, Size size, Fit fit, UnaryOperator<Picture> drawn) {
        if (fit == Fit.COVER) {
            return drawn.apply(Resize.cover(photo, size.width(), size.height()));
        }
        int[] inner = Resize.inner(photo, size.width(), size.height());
        Picture map = drawn.apply(Resize.stretch(photo, inner[0], inner[1]));
        return Resize.pad(map, size.width(), size.height());
    }

    /**
     * The map at the picture's own size.
     *
     * @throws UnmakeableMap for a kind that needs a model
     */
    public static Picture of(ControlKind kind, Picture picture, ControlOptions options) {
        return switch (kind) {
            case CANNY ->
                Gray.picture(
                        picture.width(),
                        picture.height(),
                        Canny.edges(
                                Gray.of(picture), picture.width(), picture.height(), options.low(), options.high()));
            case SOFT_EDGE -> SoftEdge.of(picture);
            case GRAY -> Gray.picture(picture.width(), picture.height(), Gray.of(picture));
            case NONE -> picture;
            case APPROX_DEPTH -> ApproxDepth.of(picture);
            case POSE, DEPTH ->
                throw new UnmakeableMap("control_kind: " + kind.text() + " maps need a model, and none is given here;"
                        + " use canny, soft-edge, gray or approx-depth");
        };
    }
}
