package io.controlnetflow.core.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.image.Bounds;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.TestPictures;
import io.controlnetflow.core.image.UnusablePicture;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {
    @Test
    void refusesAPictureThatClaimsGigabytesByItsHeaderAlone() {
        byte[] bomb = claiming(30_000, 30_000);
        assertThatThrownBy(() -> Pictures.decode(bomb))
                .isInstanceOf(UnusablePicture.class)
                .hasMessage("is 30,000 x 30,000 pixels, more than the 16,384 allowed a side; save it smaller");
        assertThatThrownBy(() -> Pictures.probe(claiming(8000, 8000)))
                .hasMessage("is 8,000 x 8,000 pixels, 64.0 megapixels, more than the 40 allowed; save it smaller");
        assertThatThrownBy(() -> Pictures.probe(claiming(-1, 5))).isInstanceOf(UnusablePicture.class);
    }

    @Test
    void refusesAFileOfTooManyBytes() {
        assertThatThrownBy(() -> Pictures.probe(new byte[11], new Bounds(10, 10, 10, 10)))
                .hasMessage("has 11 bytes, more than the 10 allowed; save it smaller");
        assertThatThrownBy(() -> Pictures.probe(new byte[0])).hasMessageContaining("is empty");
    }

    @Test
    void thinsOutALargePictureWhileDecoding() {
        byte[] file = Encode.png(TestPictures.scene(400, 300));
        Picture small = Pictures.decode(file, new Bounds(1 << 20, 1 << 20, 1000, 40_000));
        assertThat(small.width()).isEqualTo(200);
        assertThat(small.height()).isEqualTo(150);
    }

    @ParameterizedTest
    @CsvSource({
        "GIF89a, GIF",
        "BM12340000, no picture",
        "%PDF-1.7, PDF",
        "<svg xmlns, SVG",
        "hello, no picture",
    })
    void saysWhatAFileIsAndWhatToConvertItTo(String start, String word) {
        byte[] file = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), 100);
        assertThatThrownBy(() -> Pictures.decode(file))
                .isInstanceOf(UnusablePicture.class)
                .hasMessageContaining(word);
    }

    @Test
    void namesPhotographsOfPhonesByTheirFormat() {
        byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Pictures.decode(heic))
                .hasMessage("is a HEIC, which is not supported; convert it to JPEG");
        byte[] tiff = "II*\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Pictures.decode(tiff)).hasMessageContaining("TIFF");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void appliesTheOrientationOfACamera(int orientation) {
        Picture stored = TestPictures.scene(64, 32);
        byte[] file = withExif(Encode.jpeg(stored, 1, ""), orientation);
        Picture upright = Pictures.decode(file);
        assertThat(upright.width()).isEqualTo(orientation >= 5 ? 32 : 64);
        assertThat(Pictures.probe(file).width()).isEqualTo(upright.width());
        int topLeft = Pictures.decode(Encode.jpeg(stored, 1, ""))
                .at(
                        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8 ? 63 : 0,
                        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7 ? 31 : 0);
        assertThat(upright.at(0, 0)).isEqualTo(topLeft);
    }

    private static byte[] claiming(int width, int height) {
        ByteBuffer png = ByteBuffer.wrap(Encode.png(Picture.filled(4, 4, 0)));
        png.putInt(16, width).putInt(20, height);
        return png.array();
    }

    private static byte[] withExif(byte[] jpeg, int orientation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        byte[] exif = ByteBuffer.allocate(36)
                .putShort((short) 0xffe1)
                .putShort((short) 34)
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
