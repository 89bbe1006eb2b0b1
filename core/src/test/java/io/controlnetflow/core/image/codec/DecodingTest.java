package io.controlnetflow.core.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.TestPictures;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.job.OutputFormat;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecodingTest {
    private final Picture scene = TestPictures.scene(97, 61);

    @Test
    void keepsEveryPixelOfAPng() {
        assertThat(Pictures.decode(Encode.png(scene)).rgb()).isEqualTo(scene.rgb());
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void readsWhatItWrites(OutputFormat format) {
        byte[] file = Encode.as(format, scene, "local preview");
        assertThat(Pictures.probe(file))
                .extracting(Probe::mediaType, Probe::width, Probe::height)
                .containsExactly(format.mediaType(), 97, 61);
        Picture read = Pictures.decode(file);
        long off = 0;
        for (int i = 0; i < read.rgb().length; i++) {
            off += Math.abs((read.rgb()[i] >> 8 & 0xff) - (scene.rgb()[i] >> 8 & 0xff));
        }
        assertThat(off / read.rgb().length).isLessThan(12);
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void refusesATruncatedFile(OutputFormat format) {
        byte[] file = Encode.as(format, TestPictures.scene(200, 150), "");
        for (int part = 1; part < 10; part++) {
            byte[] cut = Arrays.copyOf(file, file.length * part / 10);
            assertThatThrownBy(() -> Pictures.decode(cut))
                    .isInstanceOf(UnusablePicture.class)
                    .hasMessageContaining("copy it again");
        }
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void answersAnyDamageWithUnusablePicture(OutputFormat format) {
        byte[] file = Encode.as(format, scene, "");
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 150; round++) {
            byte[] damaged = file.clone();
            for (int i = random.nextInt(20); i >= 0; i--) {
                damaged[random.nextInt(round % 2 == 0 ? Math.min(400, file.length) : file.length)] =
                        (byte) random.nextInt(256);
            }
            try {
                Pictures.decode(damaged);
            } catch (UnusablePicture expected) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
