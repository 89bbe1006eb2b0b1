package io.controlnetflow.core.image.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;
import org.junit.jupiter.api.Test;

class SharpnessTest {
    @Test
    void aFlatPictureHasNone() {
        assertThat(Sharpness.of(Picture.filled(20, 20, 0x336699))).isZero();
        assertThat(Sharpness.of(Picture.filled(2, 2, 0x336699))).isZero();
    }

    @Test
    void aBlurredPictureHasLessThanTheCrispOne() {
        int[] stripes = new int[64 * 64];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = i % 64 / 4 % 2 == 0 ? 0x202020 : 0xe0e0e0;
        }
        Picture crisp = new Picture(64, 64, stripes);
        Picture blurred = Resize.smooth(Resize.smooth(crisp, 24, 24), 64, 64);
        assertThat(Sharpness.of(blurred)).isPositive().isLessThan(Sharpness.of(crisp) / 2);
    }
}
