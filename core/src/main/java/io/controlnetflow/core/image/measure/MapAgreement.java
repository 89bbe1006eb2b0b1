package io.controlnetflow.core.image.measure;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.job.ControlKind;
import java.util.Optional;

/**
 * How well a picture keeps to the control map that it was made by.
 *
 * @param by what was compared
 * @param score of edges 0 (nothing in common) to 1, see {@link EdgeAgreement}; of light -1 to 1, see {@link Likeness#luminance}
 */
public record MapAgreement(By by, double score) {
    /** What is compared. */
    public enum By {
        /** The lines of the map with the picture's. */
        EDGE_AGREEMENT,
        /** The light of the map with the picture's. */
        LUMINANCE_CORRELATION
    }

    /**
     * @return empty for kinds of maps that can be compared with no picture: skeletons, and what nobody knows
     */
    public static Optional<MapAgreement> of(ControlKind kind, Picture map, Picture picture) {
        return by(kind).map(by -> new MapAgreement(
                by,
                switch (by) {
                    case EDGE_AGREEMENT -> EdgeAgreement.of(map, picture);
                    case LUMINANCE_CORRELATION -> Likeness.luminance(map, picture);
                }));
    }

    /** What tells for maps of a kind. */
    public static Optional<By> by(ControlKind kind) {
        return switch (kind) {
            case CANNY, SOFT_EDGE -> Optional.of(By.EDGE_AGREEMENT);
            case GRAY, DEPTH, APPROX_DEPTH -> Optional.of(By.LUMINANCE_CORRELATION);
            case POSE, NONE -> Optional.empty();
        };
    }
}
