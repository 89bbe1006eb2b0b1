package io.controlnetflow.core.embedded.painter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.embedded.LooseErrand;
import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.codec.Probe;
import io.controlnetflow.core.job.Lora;
import io.controlnetflow.core.job.OutputFormat;
import io.controlnetflow.core.job.Size;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PainterTest {

    static Stream<Arguments> changes() {
        return Stream.of(
                change("prompt", r -> r.prompt = "a cup of coffee on a wooden table, winter night"),
                change("a word of no table", r -> r.prompt += " zyx"),
                change("control_image", r -> r.control = Samples.tones()),
                change("num_inference_steps", r -> r.steps = 12),
                change("guidance_scale", r -> r.guidance = 9),
                change("controlnet_conditioning_scale", r -> r.scale = 0.8),
                change("a conditioning scale above 1", r -> r.scale = 1.6),
                change("control_guidance_start", r -> r.start = 0.3),
                change("control_guidance_end", r -> r.end = 0.5),
                change("loras", r -> r.loras = List.of(new Lora("somebody/oil-paint", 0.8))),
                change("seed", r -> r.seed = 43));
    }

    private static Arguments change(String name, Consumer<Samples.Request> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void everyParameterChangesThePicture(String name, Consumer<Samples.Request> change) {
        Samples.Request changed = Samples.request();
        change.accept(changed);

        assertThat(changed.pixels()).as(name).isNotEqualTo(Samples.request().pixels());
    }

    @Test
    void paintsTheSamePictureForTheSameRequest() {
        assertThat(Samples.request().pixels()).isEqualTo(Samples.request().pixels());
    }

    @Test
    void paintsTheSamePixelsOnEveryJvm() {
        Samples.Request tones = Samples.request();
        tones.control = Samples.tones();
        Samples.Request pose = Samples.request();
        pose.control = Samples.pose();

        assertThat(List.of(
                        Arrays.hashCode(Samples.request().pixels()),
                        Arrays.hashCode(tones.pixels()),
                        Arrays.hashCode(pose.pixels())))
                .as("the look changed: if that is meant, look at the pictures and write the new hashes")
                .containsExactly(-506184816, -925409381, -30747545);
    }

    @Test
    void drawsEachOfSeveralImagesWithTheNextSeed() throws Exception {
        Samples.Request several = Samples.request();
        several.images = 4;
        Samples.Request second = Samples.request();
        second.seed++;

        List<byte[]> images =
                new Painter().render(several.build(), new LooseErrand()).images();

        Set<Integer> distinct = new HashSet<>();
        for (byte[] image : images) {
            distinct.add(Arrays.hashCode(Pictures.decode(image).rgb()));
        }
        assertThat(distinct).hasSize(4);
        assertThat(rgb(Pictures.decode(images.get(1)))).isEqualTo(second.pixels());
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void keepsSizeAndFormatAndSaysWhatItIs(OutputFormat format) throws Exception {
        Samples.Request request = Samples.request();
        request.size = new Size(320, 256);
        request.format = format;

        byte[] image = new Painter()
                .render(request.build(), new LooseErrand())
                .images()
                .get(0);

        Probe probe = Pictures.probe(image);
        assertThat(probe.mediaType()).isEqualTo(format.mediaType());
        assertThat(probe.width()).isEqualTo(320);
        assertThat(probe.height()).isEqualTo(256);
        if (format != OutputFormat.WEBP) {
            assertThat(new String(image, StandardCharsets.ISO_8859_1)).contains(Label.TEXT);
        }
    }

    @Test
    void showsItsLabelInTheCorner() {
        int[] rgb = Samples.request().pixels();
        long letters =
                Arrays.stream(rgb).filter(p -> (p & 0xffffff) == 0xf4f1ea).count();

        assertThat(letters).isGreaterThan(200);
        assertThat(Arrays.stream(rgb, 0, rgb.length / 2)
                        .filter(p -> (p & 0xffffff) == 0xf4f1ea)
                        .count())
                .isLessThan(5);
    }

    @Test
    void saysThatTheControlImageIsNoPicture() {
        RenderRequest good = Samples.request().build();
        RenderRequest bad = new RenderRequest(
                good.prompt(),
                "not a picture".getBytes(StandardCharsets.UTF_8),
                good.size(),
                good.steps(),
                good.guidanceScale(),
                good.conditioningScale(),
                good.guidanceStart(),
                good.guidanceEnd(),
                good.loras(),
                good.seed(),
                good.numImages(),
                good.format());

        assertThatThrownBy(() -> new Painter().render(bad, new LooseErrand()))
                .isInstanceOf(RenderFailed.class)
                .hasMessageStartingWith("control_image: ");
    }

    private static int[] rgb(Picture picture) {
        return Arrays.stream(picture.rgb()).map(p -> p & 0xffffff).toArray();
    }
}
