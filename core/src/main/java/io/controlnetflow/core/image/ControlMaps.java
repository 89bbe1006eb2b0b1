package io.controlnetflow.core.image;

import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Fit;
import io.controlnetflow.core.job.Size;

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
        if (kind == ControlKind.NONE || fit == Fit.COVER) {
            return of(kind, Resize.to(photo, size.width(), size.height(), fit), options);
        }
        int[] inner = Resize.inner(photo, size.width(), size.height());
        Picture map = of(kind, Resize.stretch(photo, inner[0], inner[1]), options);
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
            case POSE, DEPTH -> throw new UnmakeableMap(kind);
        };
    }
}
