package io.controlnetflow.core.image.pose;

/**
 * Somebody, roughly; 0 to 1 over the detector's square input.
 *
 * @param score how sure, 0 to 1
 * @param x middle of the face's box, as {@code y}
 * @param hipX between the hips, as {@code hipY}
 * @param topX on the circle around the whole body, straight above the hips of one who stands, as {@code topY}
 */
record Detection(
        double score,
        double x,
        double y,
        double width,
        double height,
        double hipX,
        double hipY,
        double topX,
        double topY) {

    /** What both boxes share of what they cover, 0 to 1. */
    double overlap(Detection other) {
        double w =
                Math.min(x + width / 2, other.x + other.width / 2) - Math.max(x - width / 2, other.x - other.width / 2);
        double h = Math.min(y + height / 2, other.y + other.height / 2)
                - Math.max(y - height / 2, other.y - other.height / 2);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        return w * h / (width * height + other.width * other.height - w * h);
    }
}
