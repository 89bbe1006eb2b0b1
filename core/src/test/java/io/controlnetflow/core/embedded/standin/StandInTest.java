package io.controlnetflow.core.embedded.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Magic;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.codec.Probe;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandInTest {
    private static final int RED = 0xc02020;
    private static final int PALE = 0xd8e0e8;

    /** A red square on a pale ground. */
    private static Picture square(int width, int height) {
        Picture picture = Picture.filled(width, height, PALE);
        for (int y = height / 4; y < height * 3 / 4; y++) {
            for (int x = width / 4; x < width * 3 / 4; x++) {
                picture.rgb()[y * width + x] = RED;
            }
        }
        return picture;
    }

    private static ObjectNode inputs() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Product only(String model, ObjectNode inputs, Map<String, Picture> pictures) throws Exception {
        List<Product> made = StandIn.of(model).orElseThrow().make(inputs, pictures);
        assertThat(made).hasSize(1);
        return made.get(0);
    }

    private static byte[] file(String model, ObjectNode inputs, Picture picture) throws Exception {
        return ((Product.File) only(model, inputs, Map.of("image", picture))).bytes();
    }

    @ParameterizedTest
    @CsvSource({"2k, 2048, 1024", "4k, 4096, 2048"})
    void enlargesTheLongerSideToTheTarget(String target, int width, int height) throws Exception {
        byte[] made = file("wavespeed-ai/image-upscaler", inputs().put("target_resolution", target), square(320, 160));
        Probe probe = Pictures.probe(made);
        assertThat(List.of(probe.width(), probe.height())).containsExactly(width, height);
        assertThat(probe.mediaType()).isEqualTo("image/jpeg");
        assertThat(new String(made, StandardCharsets.ISO_8859_1)).contains("local stand-in: " + Upscaler.TEXT);
    }

    @Test
    void makesNothingSmaller() throws Exception {
        ObjectNode inputs = inputs().put("target_resolution", "2k").put("output_format", "png");
        Probe probe = Pictures.probe(file("wavespeed-ai/image-upscaler", inputs, square(2200, 16)));
        assertThat(List.of(probe.width(), probe.height())).containsExactly(2200, 16);
    }

    @Test
    void refusesAnEnlargementBeyondItsMeans() {
        assertThatThrownBy(() ->
                        file("wavespeed-ai/image-upscaler", inputs().put("target_resolution", "8k"), square(64, 64)))
                .isInstanceOf(UnmakeableProduct.class)
                .hasMessage("target_resolution: 8k: is 8192 x 8192 pixels, more than the 40 megapixels of the local"
                        + " stand-in; ask for less");
    }

    @Test
    void clearsThePlainGroundAndKeepsTheThing() throws Exception {
        byte[] png = file("wavespeed-ai/image-background-remover", inputs(), square(400, 300));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getColorModel().hasAlpha()).isTrue();
        assertThat(image.getRGB(5, 5) >>> 24).isZero();
        assertThat(image.getRGB(200, 150)).isEqualTo(0xff000000 | RED);
        assertThat(new String(png, StandardCharsets.ISO_8859_1)).contains("local stand-in: " + BackgroundRemover.TEXT);
        long opaque = 0;
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 400; x++) {
                opaque += image.getRGB(x, y) >>> 24 == 255 ? 1 : 0;
            }
        }
        assertThat(opaque).isBetween(200L * 150 * 95 / 100, 200L * 150 + 4_000);
    }

    @Test
    void describesWhatCanBeMeasuredAndSaysThatItSawNothing() throws Exception {
        String model = "wavespeed-ai/molmo2/image-captioner";
        String medium = ((Product.Value) only(model, inputs(), Map.of("image", square(400, 300))))
                .json()
                .asText();
        assertThat(medium)
                .isEqualTo("Local stand-in, no model looked at this picture. It has 400 x 300 pixels (landscape),"
                        + " brightness 73 %. Colours: white (75 %), red (25 %).");
        String high = ((Product.Value)
                        only(model, inputs().put("detail_level", "high"), Map.of("image", square(400, 300))))
                .json()
                .asText();
        assertThat(high).startsWith(medium).contains("Upper half: brightness 73 %", "Fine detail");
    }

    @Test
    void answersWithAnObjectWhereTheModelDoes() throws Exception {
        Product made = only(
                "wavespeed-ai/moondream3-preview/caption",
                inputs().put("length", "short"),
                Map.of("image", square(40, 80)));
        assertThat(((Product.Value) made).json().path("caption").asText())
                .isEqualTo("Local stand-in, no model looked at this picture. It has 40 x 80 pixels (portrait),"
                        + " brightness 73 %.");
    }

    @Test
    void filmsAZoomAndDissolvesIntoTheLastPicture() throws Exception {
        Product.File made = (Product.File) only(
                "wavespeed-ai/wan-2.2/image-to-video",
                inputs().put("duration", 5),
                Map.of("image", square(416, 240), "last_image", Picture.filled(64, 64, 0x000000)));
        assertThat(made.extension()).isEqualTo("avi");
        assertThat(Magic.mediaType(made.bytes())).isEqualTo("video/x-msvideo");
        List<byte[]> frames = frames(made.bytes());
        assertThat(frames).hasSize(40);
        Picture first = Pictures.decode(frames.get(0));
        assertThat(List.of(first.width(), first.height())).containsExactly(832, 480);
        assertThat(reds(Pictures.decode(frames.get(25)))).isGreaterThan(reds(first) * 11 / 10);
        assertThat(Pictures.decode(frames.get(39)).at(10, 10) & 0xff).isLessThan(12);
        assertThat(new String(made.bytes(), StandardCharsets.ISO_8859_1)).contains("local stand-in");
    }

    private static long reds(Picture picture) {
        long reds = 0;
        for (int p : picture.rgb()) {
            reds += (p >> 16 & 255) > (p & 255) + 100 ? 1 : 0;
        }
        return reds;
    }

    /** By the index at the end of the file, as a player finds them. */
    private static List<byte[]> frames(byte[] avi) {
        ByteBuffer file = ByteBuffer.wrap(avi).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getInt(4)).isEqualTo(avi.length - 8);
        String latin = new String(avi, StandardCharsets.ISO_8859_1);
        int movi = latin.indexOf("movi");
        int index = latin.lastIndexOf("idx1");
        List<byte[]> frames = new ArrayList<>();
        for (int at = index + 8; at < index + 8 + file.getInt(index + 4); at += 16) {
            int chunk = movi + file.getInt(at + 8);
            int length = file.getInt(at + 12);
            assertThat(latin.substring(chunk, chunk + 4)).isEqualTo("00dc");
            assertThat(file.getInt(chunk + 4)).isEqualTo(length);
            frames.add(java.util.Arrays.copyOfRange(avi, chunk + 8, chunk + 8 + length));
        }
        return frames;
    }

    @Test
    void takesPicturesThatAreTooSmallForItsLabel() throws Exception {
        for (String model : List.of("wavespeed-ai/image-background-remover", "wavespeed-ai/molmo2/image-captioner")) {
            assertThat(only(model, inputs(), Map.of("image", Picture.filled(1, 1, 0))))
                    .isNotNull();
        }
    }
}
