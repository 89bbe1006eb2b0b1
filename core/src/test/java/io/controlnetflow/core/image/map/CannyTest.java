package io.controlnetflow.core.image.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.TestPictures;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.InvalidField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CannyTest {
    @ParameterizedTest
    @CsvSource({
        "coffee, 100, 200",
        "coffee, 50, 150",
        "chelsea, 100, 200",
        "chelsea, 50, 150",
        "noise, 100, 200",
        "noise, 50, 150"
    })
    void isEqualToOpenCvPixelByPixel(String name, int low, int high) {
        Picture photo = Pictures.decode(TestPictures.resource(name + ".png"));
        Picture golden = Pictures.decode(TestPictures.resource(name + "-canny-" + low + "-" + high + ".png"));
        Picture map = ControlMaps.of(ControlKind.CANNY, photo, new ControlOptions(low, high));
        assertThat(map.rgb()).isEqualTo(golden.rgb());
    }

    @ParameterizedTest
    @ValueSource(strings = {"coffee", "chelsea", "noise"})
    void isMadeOfTheSameGrayAsOpenCv(String name) {
        Picture photo = Pictures.decode(TestPictures.resource(name + ".png"));
        Picture golden = Pictures.decode(TestPictures.resource(name + "-gray.png"));
        assertThat(ControlMaps.of(ControlKind.GRAY, photo, ControlOptions.DEFAULT)
                        .rgb())
                .isEqualTo(golden.rgb());
    }

    @Test
    void findsNothingInAFlatPictureAndNothingBeyondTheStrongestThreshold() {
        Picture flat = Picture.filled(20, 10, 0x808080);
        assertThat(ControlMaps.of(ControlKind.CANNY, flat, ControlOptions.DEFAULT)
                        .rgb())
                .containsOnly(0);
        Picture scene = TestPictures.scene(40, 30);
        assertThat(ControlMaps.of(ControlKind.CANNY, scene, new ControlOptions(2000, 2000))
                        .rgb())
                .containsOnly(0);
    }

    @Test
    void worksOnASinglePixel() {
        assertThat(ControlMaps.of(ControlKind.CANNY, Picture.filled(1, 1, 0xffffff), ControlOptions.DEFAULT)
                        .rgb())
                .containsExactly(0);
    }

    @Test
    void refusesThresholdsInTheWrongOrderOrOutOfRange() {
        assertThatThrownBy(() -> new ControlOptions(300, 200))
                .isInstanceOf(InvalidField.class)
                .hasMessage("canny_low: 300 is above canny_high, 200; swap them");
        assertThatThrownBy(() -> new ControlOptions(0, 2001))
                .hasMessageContaining("canny_high: 2001 is outside 0 to 2000");
    }
}
