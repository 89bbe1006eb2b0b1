package io.controlnetflow.core.image.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.controlnetflow.core.image.Picture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RegionTest {
    @Test
    void standsUprightAroundWhoStandsAndIsTwoAndAHalfTimesAsLargeAsTheirHalf() {
        Region region = Region.around(100, 200, 100, 120);
        assertThat(region.turn()).isCloseTo(0, within(1e-9));
        assertThat(region.side()).isCloseTo(200, within(1e-9));
    }

    @Test
    void turnsWithWhoLies() {
        Region lying = Region.around(100, 100, 180, 100);
        double[] top = lying.point(0.5, 0);
        assertThat(top[0]).isCloseTo(200, within(1e-9));
        assertThat(top[1]).isCloseTo(100, within(1e-9));
    }

    @Property(tries = 50)
    void keepsDistances(
            @ForAll @DoubleRange(min = -3, max = 3) double turn, @ForAll @DoubleRange(min = 0, max = 1) double u) {
        Region region = new Region(10, 20, 50, turn);
        double[] a = region.point(u, 0.2);
        double[] b = region.point(u, 0.8);
        assertThat(Math.hypot(a[0] - b[0], a[1] - b[1])).isCloseTo(30, within(1e-9));
    }

    @Property(tries = 20)
    void cutsTheSameColourAtAnySizeAndBlackOutside(@ForAll @IntRange(min = 20, max = 600) int size) {
        Picture photo = Picture.filled(size, size, 0x3366ff);
        float[] inside = new Region(size / 2.0, size / 2.0, Math.max(1, size - 2), 0).cut(photo, 16, -1, 1);
        assertThat(inside[3 * 136]).isCloseTo(-1 + 2 * 0x33 / 255f, within(1e-5f));
        assertThat(inside[3 * 136 + 2]).isCloseTo(1, within(1e-5f));
        float[] outside = new Region(-2 * size, -2 * size, size, 0.5).cut(photo, 16, -1, 1);
        assertThat(outside).containsOnly(-1);
    }
}
