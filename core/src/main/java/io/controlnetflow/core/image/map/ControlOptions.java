package io.controlnetflow.core.image.map;

import io.controlnetflow.core.job.InvalidField;

/**
 * How a control map is made.
 *
 * @param low Canny's lower threshold, 0 to 2000, not above {@code high}
 * @param high Canny's upper threshold, 0 to 2000
 */
public record ControlOptions(int low, int high) {
    /** Thresholds 100 and 200, the ones usual for ControlNet. */
    public static final ControlOptions DEFAULT = new ControlOptions(100, 200);
    /** A Sobel gradient of 8 bits is at most 2040 long. */
    public static final int MAX = 2000;

    /** Rejects thresholds out of range or in the wrong order. */
    public ControlOptions {
        check("canny_low", low);
        check("canny_high", high);
        if (low > high) {
            throw new InvalidField("canny_low", low, "is above canny_high, " + high, "swap them");
        }
    }

    private static void check(String field, int value) {
        if (value < 0 || value > MAX) {
            throw new InvalidField(field, value, "is outside 0 to " + MAX, "100 and 200 are usual");
        }
    }
}
