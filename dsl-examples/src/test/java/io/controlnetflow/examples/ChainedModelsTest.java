package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in which other models stand behind the ControlNet one, started by the command of their READMEs. */
class ChainedModelsTest {
    private static final Map<String, String> QUICK = Map.of("CONTROLNETFLOW_GENERATION_TIME", "100ms");

    @TempDir
    private Path temp;

    /** The outbox of the example's photograph. */
    private Path run(String example, String photograph, String planned) throws IOException {
        List<String> words =
                Readme.commands(Path.of(example, "README.md")).get(0).words();
        assertThat(words).containsExactly("run", "dsl-examples/" + example);
        Path copy = Examples.copy(Path.of(example), temp);
        Examples.Said said = Examples.flow(QUICK, "run", copy.toString());
        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.toString()).contains(planned + " if none was made before");
        return copy.resolve("outbox").resolve(photograph);
    }

    @Test
    void aPictureIsMadeLargerAndCutOut() throws IOException {
        Path outbox = run("12-upscale-and-remove-background", "coffee", "3 pictures, at least $0.05");

        BufferedImage large = ImageIO.read(outbox.resolve("large-1.png").toFile());
        BufferedImage cutout = ImageIO.read(outbox.resolve("cutout-1.png").toFile());
        assertThat(large.getWidth()).isEqualTo(2048);
        assertThat(cutout.getWidth()).isEqualTo(2048);
        assertThat(cutout.getRGB(5, 5) >>> 24).as("a corner is clear").isZero();
        assertThat(cutout.getRGB(1024, 350) >>> 24).as("the cup is not").isEqualTo(255);
    }

    @Test
    void eachPictureHasItsCaptionBesideIt() throws IOException {
        Path outbox = run("13-caption-to-sidecar", "chelsea", "2 pictures, at least $0.064");

        for (String picture : List.of("gen-11-1", "gen-22-1")) {
            assertThat(outbox.resolve(picture + ".jpg")).isRegularFile();
            assertThat(outbox.resolve(picture + ".txt")).content().contains("512 x 512 pixels");
            assertThat(outbox.resolve(picture + ".txt.json")).content().contains("molmo2/image-captioner");
        }
        assertThat(files(outbox)).noneMatch(name -> name.startsWith("caption"));
    }

    @Test
    void aPictureBecomesAVideo() throws IOException {
        Path outbox = run("14-image-to-video", "rocket", "2 pictures, at least $0.18");

        byte[] film = Files.readAllBytes(outbox.resolve("film-1.avi"));
        assertThat(new String(film, 0, 12, StandardCharsets.ISO_8859_1))
                .startsWith("RIFF")
                .endsWith("AVI ");
        assertThat(outbox.resolve("film-1.avi.json")).content().contains("video/x-msvideo");
    }

    private static List<String> files(Path folder) {
        File[] files = folder.toFile().listFiles();
        return Arrays.stream(files == null ? new File[0] : files)
                .map(File::getName)
                .toList();
    }
}
