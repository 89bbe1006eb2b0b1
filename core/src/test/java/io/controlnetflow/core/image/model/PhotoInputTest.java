package io.controlnetflow.core.image.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.net.Slot;
import io.controlnetflow.core.image.net.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoInputTest {
    private final Picture photo = Picture.filled(300, 200, 0xff8000);

    @Test
    void feedsDepthAnythingByTheMeanAndDeviationOfImageNet() {
        Tensor input = of(slot(1, 3, 518, 518), Feed.PATCHES);
        assertThat(input.shape()).containsExactly(1, 3, 518, 518);
        assertThat(input.values()[0]).isCloseTo((1 - 0.485f) / 0.229f, within(1e-5f));
        assertThat(input.values()[518 * 518]).isCloseTo((0x80 / 255f - 0.456f) / 0.224f, within(1e-5f));
        assertThat(input.values()[2 * 518 * 518]).isCloseTo(-0.406f / 0.225f, within(1e-5f));
    }

    @Test
    void putsChannelsLastAndBlueFirstWhereThatIsAsked() {
        Tensor bytes = of(slot(1, 4, 6, 3), Feed.BYTES);
        assertThat(bytes.shape()).containsExactly(1, 4, 6, 3);
        assertThat(bytes.values()).startsWith(255, 128, 0, 255);
        assertThat(of(slot(1, 4, 6, 3), Feed.PORTIONS_BGR).values()[2]).isEqualTo(1);
    }

    @Property(tries = 100)
    void keepsThePhotographsShapeWhereTheSizeIsOpen(
            @ForAll @IntRange(min = 64, max = 1536) int width, @ForAll @IntRange(min = 64, max = 1536) int height) {
        Slot open = slot(Slot.ANY, 3, Slot.ANY, Slot.ANY);
        List<Integer> shape = PhotoInput.of(Picture.filled(width, height, 0), "m", open, Feed.PATCHES)
                .shape();
        assertThat(shape.get(2) % 14).isZero();
        assertThat(shape.get(3) % 14).isZero();
        assertThat((double) shape.get(2) * shape.get(3)).isBetween(0.85 * 518 * 518, 1.15 * 518 * 518);
        assertThat(Math.abs(shape.get(2) - shape.get(3) * (double) height / width))
                .isLessThan(14 * 14);
        assertThat(PhotoInput.of(Picture.filled(width, height, 0), "m", open, Feed.BYTES)
                        .shape()
                        .get(3))
                .isBetween(width - 8, width + 8);
    }

    @ParameterizedTest
    @CsvSource({"1,320,320,4", "2,3,64,64", "1,64,64,1", "3,64,64,64", "1,3,99999,8"})
    void refusesANetworkThatDoesNotTakeOnePhotographAndNamesTheShape(int a, int b, int c, int d) {
        Slot slot = slot(a, b, c, d);
        assertThatThrownBy(() -> of(slot, Feed.PATCHES))
                .isInstanceOf(UnmakeableMap.class)
                .hasMessageStartingWith("depth.onnx: takes input " + a + "x" + b + "x" + c + "x" + d + " of FLOAT");
    }

    @Test
    void saysWhichShapesAreExpected() {
        assertThatThrownBy(() -> of(new Slot("input", List.of(1, 128), Slot.FLOAT), Feed.PATCHES))
                .hasMessage("depth.onnx: takes input 1x128 of FLOAT; 1x3xHEIGHTxWIDTH or 1xHEIGHTxWIDTHx3 of FLOAT"
                        + " (one photograph) is expected, so name a model that takes one");
    }

    private Tensor of(Slot slot, Feed feed) {
        return PhotoInput.of(photo, "depth.onnx", slot, feed);
    }

    private static Slot slot(Integer... shape) {
        return new Slot("input", List.of(shape), Slot.FLOAT);
    }
}
