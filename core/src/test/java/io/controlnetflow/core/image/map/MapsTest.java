package io.controlnetflow.core.image.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Plane;
import io.controlnetflow.core.image.Resize;
import io.controlnetflow.core.image.TestPictures;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.measure.EdgeAgreement;
import io.controlnetflow.core.image.measure.Likeness;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Fit;
import io.controlnetflow.core.job.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MapsTest {
    private final Picture photo = Pictures.decode(TestPictures.resource("coffee.png"));
    private final Size size = new Size(320, 256);

    @ParameterizedTest
    @EnumSource(Fit.class)
    void haveExactlyTheRequestedSize(Fit fit) {
        for (ControlKind kind : new ControlKind[] {
            ControlKind.CANNY, ControlKind.SOFT_EDGE, ControlKind.APPROX_DEPTH, ControlKind.GRAY, ControlKind.NONE
        }) {
            Picture map = ControlMaps.make(kind, photo, size, fit, ControlOptions.DEFAULT);
            assertThat(map.width()).isEqualTo(320);
            assertThat(map.height()).isEqualTo(256);
        }
    }

    @Test
    void haveNoEdgeWhereAContainedPhotographEnds() {
        Picture map = ControlMaps.make(
                ControlKind.CANNY, Picture.filled(600, 300, 0xffffff), size, Fit.CONTAIN, ControlOptions.DEFAULT);
        assertThat(map.rgb()).containsOnly(0);
    }

    @Test
    void leaveAFinishedMapOfTheRightSizeAlone() {
        Picture map = TestPictures.scene(320, 256);
        assertThat(ControlMaps.make(ControlKind.NONE, map, size, Fit.COVER, ControlOptions.DEFAULT))
                .isSameAs(map);
    }

    @Test
    void stayBinaryWhenAnEdgeMapIsResized() {
        Picture edges = ControlMaps.of(ControlKind.CANNY, photo, ControlOptions.DEFAULT);
        assertThat(Resize.cover(edges, 777, 333).isBinary()).isTrue();
        assertThat(Resize.contain(edges, 100, 300).isBinary()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSE", "DEPTH"})
    void ofKindsThatNeedAModelSayWhatToDo(ControlKind kind) {
        assertThatThrownBy(() -> ControlMaps.of(kind, photo, ControlOptions.DEFAULT))
                .isInstanceOf(UnmakeableMap.class)
                .hasMessageContaining(kind.text() + " maps need a model")
                .hasMessageContaining("use canny, soft-edge, gray or approx-depth");
    }

    @Test
    void softEdgesAgreeWithThePictureAndNotWithAnother() {
        Picture soft = ControlMaps.of(ControlKind.SOFT_EDGE, photo, ControlOptions.DEFAULT);
        Picture other = Pictures.decode(TestPictures.resource("chelsea.png"));
        assertThat(EdgeAgreement.of(soft, photo)).isGreaterThan(EdgeAgreement.of(soft, other) + 0.2);
        assertThat(EdgeAgreement.of(ControlMaps.of(ControlKind.CANNY, photo, ControlOptions.DEFAULT), photo))
                .isEqualTo(1);
    }

    @Test
    void resizingKeepsTheMeanOfAPicture() {
        Picture small = Resize.stretch(photo, 75, 50);
        assertThat((double) Plane.luminance(small).mean())
                .isCloseTo(Plane.luminance(photo).mean(), org.assertj.core.data.Offset.offset(0.01));
        assertThat(Likeness.luminance(photo, Resize.stretch(photo, 600, 400))).isGreaterThan(0.99);
    }

    @Test
    void aHashHardlyChangesWithSizeOrCompressionButDoesWithThePicture() {
        long hash = Likeness.dHash(photo);
        Picture compressed = Pictures.decode(Encode.jpeg(Resize.stretch(photo, 200, 133), 0.5f, ""));
        assertThat(Likeness.distance(hash, Likeness.dHash(compressed))).isLessThan(8);
        Picture other = Pictures.decode(TestPictures.resource("chelsea.png"));
        assertThat(Likeness.distance(hash, Likeness.dHash(other))).isGreaterThan(12);
    }
}
