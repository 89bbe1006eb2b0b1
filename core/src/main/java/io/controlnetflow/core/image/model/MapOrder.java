package io.controlnetflow.core.image.model;

import io.controlnetflow.core.image.map.ControlOptions;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Fit;
import io.controlnetflow.core.job.Size;
import org.jspecify.annotations.Nullable;

/**
 * A control map that is asked for.
 *
 * @param thresholds of canny
 * @param model of pose, depth and soft-edge
 * @param size of the map; null: the photograph's
 * @param fit how the photograph is brought to the size
 */
public record MapOrder(
        ControlKind kind,
        ControlOptions thresholds,
        ModelOptions model,
        @Nullable Size size,
        Fit fit) {
    /** Refuses options of a model that the kind has no use for. */
    public MapOrder {
        model.apply(kind);
    }
}
