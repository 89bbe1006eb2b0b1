package io.controlnetflow.core.image.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;
import io.controlnetflow.core.image.TestPictures;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    @Test
    void aPictureIsNearlyItselfWhenItIsSmallerOrCompressedAndNotAnother() {
        Picture scene = TestPictures.scene(320, 240);
        Picture small = Resize.stretch(scene, 160, 120);
        Picture compressed = Pictures.decode(Encode.jpeg(scene, 0.5f, ""));
        Picture mirrored = mirrored(scene);

        assertThat(groups(scene, mirrored, small, compressed)).containsExactly(List.of(0, 2, 3));
    }

    @Test
    void picturesThatDifferAreInNoGroup() {
        assertThat(NearDuplicates.groups(List.of(0L, -1L, 0x0f0f0f0f0f0f0f0fL))).isEmpty();
        assertThat(NearDuplicates.groups(List.of())).isEmpty();
    }

    @Property
    void allOfAGroupAreLikeItsFirstAndNoneIsInTwo(@ForAll List<Long> hashes) {
        List<List<Integer>> groups = NearDuplicates.groups(hashes);

        assertThat(groups).allSatisfy(group -> assertThat(group)
                .hasSizeGreaterThan(1)
                .isSorted()
                .allMatch(
                        at -> Likeness.distance(hashes.get(group.get(0)), hashes.get(at)) <= NearDuplicates.DISTANCE));
        assertThat(groups.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }

    private static List<List<Integer>> groups(Picture... pictures) {
        return NearDuplicates.groups(
                List.of(pictures).stream().map(Likeness::dHash).toList());
    }

    private static Picture mirrored(Picture picture) {
        int w = picture.width();
        int[] rgb = IntStream.range(0, picture.rgb().length)
                .map(i -> picture.rgb()[i - i % w + w - 1 - i % w])
                .toArray();
        return new Picture(w, picture.height(), rgb);
    }
}
