package io.controlnetflow.core.image.pose;

/**
 * The points that the detector's answers are measured from, in its fixed order: three grids over its square input, two, two and
 * six answers a point (source: the SSD anchors of MediaPipe's pose_detection graph).
 */
final class Anchors {
    /** Pixels a side of the detector's input. */
    static final int SIDE = 224;

    private static final int[] STRIDES = {8, 16, 32};
    private static final int[] ANSWERS = {2, 2, 6};

    static final int COUNT = count();

    private Anchors() {}

    /** x and y of each anchor, 0 to 1. */
    static double[][] all() {
        double[][] anchors = new double[COUNT][];
        int next = 0;
        for (int layer = 0; layer < STRIDES.length; layer++) {
            int grid = SIDE / STRIDES[layer];
            for (int cell = 0; cell < grid * grid; cell++) {
                int row = cell / grid;
                for (int answer = 0; answer < ANSWERS[layer]; answer++) {
                    anchors[next++] = new double[] {(cell % grid + 0.5) / grid, (row + 0.5) / grid};
                }
            }
        }
        return anchors;
    }

    private static int count() {
        int count = 0;
        for (int layer = 0; layer < STRIDES.length; layer++) {
            int grid = SIDE / STRIDES[layer];
            count += grid * grid * ANSWERS[layer];
        }
        return count;
    }
}
