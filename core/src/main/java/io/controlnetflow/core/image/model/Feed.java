package io.controlnetflow.core.image.model;

import java.util.List;

/**
 * How pixels become a network's numbers: {@code (value / 255 - mean) / deviation}.
 *
 * @param side pixels, where the network leaves its size open: the photograph is fed with about {@code side * side} pixels in its
 *     own shape; 0: as it is
 * @param multiple what width and height must be multiples of, where they are open
 * @param mean of red, green, blue, 0 to 1
 * @param deviation of red, green, blue
 * @param bgr whether blue comes first
 */
record Feed(int side, int multiple, List<Double> mean, List<Double> deviation, boolean bgr) {
    private static final List<Double> ZERO = List.of(0.0, 0.0, 0.0);
    private static final List<Double> ONE = List.of(1.0, 1.0, 1.0);
    private static final List<Double> BYTE = List.of(1 / 255.0, 1 / 255.0, 1 / 255.0);

    /** By the mean and deviation of ImageNet, in patches of 14 pixels (source: Depth Anything V2's transform). */
    static final Feed PATCHES = new Feed(518, 14, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225), false);
    /** Numbers of 0 to 255, at the photograph's own size. */
    static final Feed BYTES = new Feed(0, 16, ZERO, BYTE, false);
    /** Numbers of 0 to 1, blue first, at the photograph's own size. */
    static final Feed PORTIONS_BGR = new Feed(0, 16, ZERO, ONE, true);

    /** With what a person says instead. */
    Feed with(ModelOptions options) {
        Integer otherSide = options.side();
        List<Double> otherMean = options.mean();
        List<Double> otherDeviation = options.deviation();
        String order = options.order();
        return new Feed(
                otherSide == null ? side : otherSide,
                multiple,
                otherMean == null ? mean : otherMean,
                otherDeviation == null ? deviation : otherDeviation,
                order == null ? bgr : order.equals(ModelOptions.BGR));
    }
}
