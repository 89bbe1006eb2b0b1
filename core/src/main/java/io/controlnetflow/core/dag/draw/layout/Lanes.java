package io.controlnetflow.core.dag.draw.layout;

/** Places along: one lane for each layer, with room between them for links to bend. */
final class Lanes {
    private static final double LEAST = 44;
    private static final double MOST = 110;
    private static final double FOR_BENDS = 0.16;

    private final Layers layers;
    private final Frame frame;
    private final double[] begin;
    private final double[] length;

    Lanes(Layers layers, Frame frame, double[] across) {
        this.layers = layers;
        this.frame = frame;
        this.begin = new double[layers.count()];
        this.length = new double[layers.count()];
        for (int p = 0; p < layers.points(); p++) {
            if (!layers.isLane(p)) {
                length[layers.rank(p)] = Math.max(length[layers.rank(p)], frame.along(p));
            }
        }
        for (int r = 1; r < layers.count(); r++) {
            begin[r] = begin[r - 1] + length[r - 1] + gap(r - 1, across);
        }
    }

    private double gap(int r, double[] across) {
        double widest = 0;
        for (int p : layers.layer(r)) {
            for (int q : layers.below(p)) {
                widest = Math.max(widest, Math.abs(across[p] - across[q]));
            }
        }
        return Math.min(MOST, LEAST + FOR_BENDS * widest);
    }

    double begin(int rank) {
        return begin[rank];
    }

    double end(int rank) {
        return begin[rank] + length[rank];
    }

    /** Where a box begins: in the middle of its lane. */
    double start(int box) {
        int r = layers.rank(box);
        return begin[r] + (length[r] - frame.along(box)) / 2;
    }

    double stop(int box) {
        return start(box) + frame.along(box);
    }

    double side(int box) {
        return frame.across(box);
    }

    double end() {
        return begin.length == 0 ? 0 : end(begin.length - 1);
    }
}
