package io.controlnetflow.core.image.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.controlnetflow.core.image.PictureFormat;
import io.controlnetflow.core.image.TestPictures;
import io.controlnetflow.core.image.codec.Encode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What programs of others say of our pictures, where they are installed. */
class ForeignReadersTest {
    private static final Texts TEXTS = new Texts("{\"a\":1}", "a lighthouse at dawn\nSteps: 28, Seed: 7, Size: 64x48");

    @TempDir
    private Path folder;

    private Path picture(PictureFormat format) throws IOException {
        byte[] plain =
                switch (format) {
                    case PNG -> Encode.png(TestPictures.scene(64, 48));
                    case JPEG -> Encode.jpeg(TestPictures.scene(64, 48));
                    case WEBP -> Encode.webp(TestPictures.scene(64, 48));
                };
        return Files.write(folder.resolve("picture." + format.extension()), PictureTexts.with(plain, TEXTS));
    }

    private static String said(String... command) throws Exception {
        Process process = start(command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException notInstalled) {
            assumeTrue(false, command[0] + " is not installed");
            throw new IllegalStateException(notInstalled);
        }
    }

    @ParameterizedTest
    @EnumSource
    void exiftoolReadsTheParametersAndWarnsOfNothing(PictureFormat format) throws Exception {
        String said = said(
                "exiftool",
                "-a",
                "-G1",
                "-b",
                "-Parameters",
                "-UserComment",
                "-Warning",
                "-Validate",
                picture(format).toString());

        // of EXIF there is as little as web UIs write, where cameras write more
        assertThat(said).contains("a lighthouse at dawn").contains("Seed: 7");
        assertThat(said.lines().filter(line -> line.startsWith("Warning")))
                .allSatisfy(line -> assertThat(line).contains("Missing required"));
    }

    @Test
    void exiftoolPutsALongTextOfAJpegTogether() throws Exception {
        Texts endless = new Texts("{\"a\":\"" + "b".repeat(200_000) + "\"}", "x".repeat(70_000));
        Path file = Files.write(
                folder.resolve("long.jpg"), PictureTexts.with(Encode.jpeg(TestPictures.scene(64, 48)), endless));

        String said = said("exiftool", "-a", "-G1", "-b", "-XMP:all", "-Warning", "-Validate", file.toString());
        assertThat(said)
                .contains("b".repeat(200_000))
                .contains("x".repeat(70_000))
                .doesNotContain("Warning");
    }

    /** Where AUTOMATIC1111's web UI looks in JPEG and WebP. */
    @ParameterizedTest
    @EnumSource(names = {"JPEG", "WEBP"})
    void exiftoolReadsTheParametersAsTheUserCommentOfExif(PictureFormat format) throws Exception {
        String said =
                said("exiftool", "-b", "-ExifIFD:UserComment", picture(format).toString());

        assertThat(said).isEqualTo(TEXTS.parameters());
    }

    @Test
    void webpmuxFindsTheXmpOfAnExtendedPicture() throws Exception {
        String said = said("webpmux", "-info", picture(PictureFormat.WEBP).toString());

        assertThat(said).contains("XMP metadata").contains("Canvas size: 64 x 48");
    }
}
