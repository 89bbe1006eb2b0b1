package io.controlnetflow.core.embedded.painter;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.image.Picture;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** How well the edges of the picture agree with the control map: F1 with a tolerance of 4 pixels. */
class AdherenceTest {
    private static final int TOLERANCE = 4;

    @Test
    void risesWithTheConditioningScale() {
        double[] f1 = agreement(
                scale -> {
                    Samples.Request r = Samples.request();
                    r.scale = scale;
                    return r;
                },
                0,
                0.4,
                0.7,
                2);

        assertThat(f1[0]).isLessThan(0.3);
        assertRising(f1);
        assertThat(f1[3]).isGreaterThan(0.75);
    }

    @Test
    void risesWithTheGuidanceEnd() {
        double[] f1 = agreement(
                end -> {
                    Samples.Request r = Samples.request();
                    r.end = end;
                    return r;
                },
                0.2,
                0.6,
                1);

        assertRising(f1);
    }

    @Test
    void readsWhatAMapIs() {
        assertThat(kind(Samples.edges())).isEqualTo(ControlMap.Kind.EDGES);
        assertThat(kind(Samples.tones())).isEqualTo(ControlMap.Kind.TONES);
        assertThat(kind(Samples.pose())).isEqualTo(ControlMap.Kind.POSE);
    }

    @Test
    void findsTheBonesOfASkeletonByTheirColours() {
        Picture p = Samples.pose();
        ControlMap map = ControlMap.of(p.rgb(), p.width(), p.height(), 256, 256);

        assertThat(Skeleton.bones(map)).extracting(Skeleton.Bone::limb).containsExactlyInAnyOrder(6, 9, 12, 7);
    }

    private static ControlMap.Kind kind(Picture p) {
        return ControlMap.of(p.rgb(), p.width(), p.height(), 256, 256).kind();
    }

    private static void assertRising(double[] values) {
        for (int i = 1; i < values.length; i++) {
            assertThat(values[i])
                    .as("agreement %s after %s", values[i], values[i - 1])
                    .isGreaterThan(values[i - 1]);
        }
    }

    private static double[] agreement(DoubleFunction<Samples.Request> request, double... points) {
        double[] result = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            Samples.Request r = request.apply(points[i]);
            // Without its label, which has edges of its own.
            ControlMap map = ControlMap.of(r.control.rgb(), 256, 256, 256, 256);
            result[i] = f1(map.light(), PictureMaker.paint(map, r.build(), 0));
        }
        return result;
    }

    private static double f1(Field control, int[] rgb) {
        Field wanted = control.map((x, y, i) -> control.values[i] > 0.5f ? 1 : 0);
        Field gray = control.map((x, y, i) -> ((rgb[i] >> 8) & 255) / 255f).blur(1.2);
        Field sx = gray.slopeX();
        Field sy = gray.slopeY();
        Field found = gray.map((x, y, i) -> Smooth.length(sx.values[i], sy.values[i]) > 0.055f ? 1 : 0);
        double precision = share(found, wanted);
        double recall = share(wanted, found);
        return 2 * precision * recall / Math.max(1e-9, precision + recall);
    }

    /** The share of the one's pixels that have one of the other's near them. */
    private static double share(Field of, Field near) {
        Field reach = near.box(TOLERANCE);
        double all = 0;
        double met = 0;
        for (int i = 0; i < of.values.length; i++) {
            all += of.values[i];
            met += of.values[i] > 0 && reach.values[i] > 1e-4f ? 1 : 0;
        }
        return all > 0 ? met / all : 0;
    }
}
