package io.controlnetflow.core.embedded.painter;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.map.ControlMaps;
import io.controlnetflow.core.image.map.ControlOptions;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Fit;
import io.controlnetflow.core.job.Size;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjDoubleConsumer;
import org.junit.jupiter.api.Test;

/**
 * How well the edges of a painted picture agree with its control map, the mean of two photographs: F1 with a tolerance of 4 pixels, between the map
 * and the edges of the slightly blurred picture.
 */
class AdherenceTest {
    private static final int TOLERANCE = 4;
    private static final double SLACK = 0.02;
    private static final int WIDTH = 720;
    private static final int HEIGHT = 480;
    /** Two thresholds below the usual ones: what the eye sees as an edge, not what is drawn hardest. */
    private static final ControlOptions SEEN = new ControlOptions(40, 100);

    /** One of few, clear lines, one of many. */
    private final List<Picture> maps = List.of(map("coffee.png"), map("chelsea-gray.png"));

    @Test
    void risesWithTheConditioningScale() {
        double[] f1 = agreement((r, scale) -> r.scale = scale, 0, 0.2, 0.4, 0.7, 1, 2);

        assertRising(f1);
        assertThat(f1[0]).as("scale 0").isLessThan(0.15);
        assertThat(f1[1]).as("scale 0.2").isBetween(0.40, 0.72);
        assertThat(f1[2]).as("scale 0.4").isBetween(0.60, 0.87);
        assertThat(f1[3]).as("scale 0.7").isGreaterThan(0.72);
        assertThat(f1[4]).as("scale 1").isGreaterThan(0.75);
        assertThat(f1[5]).as("scale 2").isGreaterThan(0.80);
    }

    @Test
    void risesWithTheGuidanceEnd() {
        double[] f1 = agreement((r, end) -> r.end = end, 0.2, 0.4, 0.6, 0.8, 1);

        assertRising(f1);
        assertThat(f1[0]).as("end 0.2").isBetween(0.25, 0.52);
        assertThat(f1[2]).as("end 0.6").isBetween(0.50, 0.84);
        assertThat(f1[4]).as("end 1").isGreaterThan(0.78);
    }

    @Test
    void fallsWithTheGuidanceStart() {
        double[] f1 = agreement((r, start) -> r.start = start, 0.5, 0);

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

    /** Up to {@link #SLACK}: once nearly all lines are there, more of them hardly shows. */
    private static void assertRising(double[] values) {
        for (int i = 1; i < values.length; i++) {
            assertThat(values[i])
                    .as("agreement %s after %s", values[i], values[i - 1])
                    .isGreaterThan(values[i - 1] - (values[i - 1] > 0.8 ? SLACK : 0));
        }
    }

    private double[] agreement(ObjDoubleConsumer<Samples.Request> change, double... points) {
        double[] result = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            Samples.Request r = Samples.request();
            r.size = new Size(WIDTH, HEIGHT);
            change.accept(r, points[i]);
            for (Picture map : maps) {
                ControlMap read = ControlMap.of(map.rgb(), WIDTH, HEIGHT, WIDTH, HEIGHT);
                // Without its label, which has edges of its own.
                result[i] += f1(map, PictureMaker.paint(read, r.build(), 0)) / maps.size();
            }
        }
        return result;
    }

    private static double f1(Picture map, int[] rgb) {
        Field soft = Field.of(WIDTH, HEIGHT, (x, y, i) -> light(rgb[i])).blur(1.4);
        int[] gray = new int[rgb.length];
        Arrays.setAll(gray, i -> Math.round(soft.values[i]) * 0x10101);
        Field found = lines(ControlMaps.of(ControlKind.CANNY, new Picture(WIDTH, HEIGHT, gray), SEEN));
        Field wanted = lines(map);
        double precision = share(found, wanted);
        double recall = share(wanted, found);
        return 2 * precision * recall / Math.max(1e-9, precision + recall);
    }

    private static float light(int rgb) {
        return 0.299f * ((rgb >> 16) & 255) + 0.587f * ((rgb >> 8) & 255) + 0.114f * (rgb & 255);
    }

    private static Field lines(Picture edges) {
        return Field.of(WIDTH, HEIGHT, (x, y, i) -> (edges.rgb()[i] & 255) > 63 ? 1 : 0);
    }

    private static Picture map(String photo) {
        try (InputStream in = Picture.class.getResourceAsStream(photo)) {
            Picture picture = Pictures.decode(Objects.requireNonNull(in).readAllBytes());
            return ControlMaps.make(ControlKind.CANNY, picture, new Size(WIDTH, HEIGHT), Fit.COVER, SEEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
