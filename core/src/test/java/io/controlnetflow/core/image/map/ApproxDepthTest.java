package io.controlnetflow.core.image.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.job.ControlKind;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ApproxDepthTest {
    @Test
    void takesTheGroundForNearAndTheSkyForFar() {
        Picture map = of(Picture.filled(200, 300, 0x777777));
        assertThat(map.at(100, 295) & 0xff).isGreaterThan(240);
        assertThat(map.at(100, 5) & 0xff).isLessThan(15);
    }

    @Test
    void takesWhatStandsBeforeAPlainBackgroundForNear() {
        Picture map = of(somebody());
        int chest = map.at(150, 150) & 0xff;
        assertThat(chest).isGreaterThan((map.at(20, 150) & 0xff) + 80);
        assertThat(chest).isGreaterThan((map.at(280, 150) & 0xff) + 80);
    }

    @Test
    void takesAFaceOfTheBackgroundsColourForPartOfTheHead() {
        Picture map = of(somebody());
        assertThat(map.at(150, 100) & 0xff).isGreaterThan((map.at(20, 100) & 0xff) + 60);
    }

    @Property(tries = 20)
    void isOfThePicturesSizeAndUsesTheWholeRange(
            @ForAll @IntRange(min = 1, max = 90) int width, @ForAll @IntRange(min = 8, max = 90) int height) {
        Random random = new Random(width * 1000L + height);
        Picture map =
                of(new Picture(width, height, random.ints((long) width * height).toArray()));
        assertThat(map.width()).isEqualTo(width);
        assertThat(map.height()).isEqualTo(height);
        assertThat(java.util.Arrays.stream(map.rgb()).map(p -> p & 0xff).max().orElseThrow())
                .isGreaterThan(200);
    }

    private static Picture of(Picture picture) {
        return ControlMaps.of(ControlKind.APPROX_DEPTH, picture, ControlOptions.DEFAULT);
    }

    /** Red clothes to the lower border, dark hair around a face that is as gray as the wall. */
    private static Picture somebody() {
        int[] rgb = new int[300 * 300];
        for (int i = 0; i < rgb.length; i++) {
            int x = i % 300 - 150;
            int y = i / 300;
            boolean body = y > 125 && Math.abs(x) < 80;
            int fromHead = x * x + (y - 100) * (y - 100);
            rgb[i] = body ? 0xcc2211 : fromHead < 18 * 18 ? 0x999999 : fromHead < 40 * 40 ? 0x221100 : 0x999999;
        }
        return new Picture(300, 300, rgb);
    }
}
