package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flow replay}. */
class ReplayTest {
    @TempDir
    Path folder;

    private Path picture;
    private JsonNode manifest;

    @BeforeEach
    void aPictureThatWasMade() throws IOException {
        Files.writeString(folder.resolve("application.properties"), """
                controlnetflow.generation-time=20ms
                controlnetflow.poll-floor=50ms
                controlnetflow.size=256*256
                controlnetflow.embed=true
                """);
        Files.createDirectories(folder.resolve("inbox"));
        Files.write(folder.resolve("inbox/cat.png"), Pixels.picture(1));
        Files.writeString(folder.resolve("inbox/cat.txt"), "a lighthouse, ${map} and 50 %");
        assertThat(Shell.flow("run", folder.toString()).code()).isEqualTo(ExitCode.DONE);
        picture = folder.resolve("outbox/cat/gen-1.jpg");
        manifest = new ObjectMapper().readTree(Path.of(picture + ".json").toFile());
    }

    private static Shell.Said replay(Path file, String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "replay";
        args[1] = file.toString();
        System.arraycopy(more, 0, args, 2, more.length);
        return Shell.flow(args);
    }

    @Test
    void theSameRequestIsTheSameJobAndCostsNothing() throws IOException {
        Path alone = Files.copy(picture, folder.resolve("sent-by-a-friend.jpg"));
        Path again = folder.resolve("again");

        Shell.Said said = replay(alone, "--outbox", again.toString());

        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out())
                .contains("which is done: nothing is paid")
                .contains("made 0, reused 1")
                .contains("submits 0");
        assertThat(again.resolve("sent-by-a-friend/gen-1.jpg")).hasSameBinaryContentAs(picture);
        assertThat(replay(Path.of(picture + ".json")).out()).contains("submits 0");
        assertThat(folder.resolve("outbox/cat")).isDirectoryNotContaining("glob:**gen-1-2.jpg");
    }

    @Test
    void whatIsNotKnownIsPricedAndMadeFromTheMapThatIsGiven() throws IOException {
        String sha256 = manifest.at("/control/sha256").asText();
        Path map = Files.copy(
                folder.resolve(".flow/artifacts/" + sha256.substring(0, 2) + "/" + sha256 + ".png"),
                folder.resolve("map.png"));
        String[] elsewhere = {
            "--path", folder.toString(), "--state", folder.resolve("other").toString()
        };

        Shell.Said missing = replay(picture, elsewhere);
        assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err())
                .contains("gen-1.jpg: control_image: sha256:" + sha256 + " is not in")
                .contains("--map");
        Shell.Said wrong = replay(
                picture,
                elsewhere[0],
                elsewhere[1],
                elsewhere[2],
                elsewhere[3],
                "--map",
                folder.resolve("inbox/cat.png").toString());
        assertThat(wrong.err()).contains("cat.png is sha256:");

        Shell.Said said = replay(
                picture,
                elsewhere[0],
                elsewhere[1],
                elsewhere[2],
                elsewhere[3],
                "--map",
                map.toString(),
                "--outbox",
                folder.resolve("new").toString());
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out())
                .contains("not known here: it is paid for")
                .contains("at least $0.03")
                .contains("made 1, reused 0");
        JsonNode made = new ObjectMapper()
                .readTree(folder.resolve("new/cat/gen-1.jpg.json").toFile());
        assertThat(made.at("/job/key")).isEqualTo(manifest.at("/job/key"));
        assertThat(made.path("parameters")).isEqualTo(manifest.path("parameters"));
        assertThat(made.path("control")).isEqualTo(manifest.path("control"));
        assertThat(Pictures.decode(Files.readAllBytes(folder.resolve("new/cat/gen-1.jpg")))
                        .rgb())
                .isEqualTo(Pictures.decode(Files.readAllBytes(picture)).rgb());
    }

    @Test
    void picturesOfOthersAndRequestsThatAreNoneAreRefused() throws IOException {
        Path foreign = Files.write(
                folder.resolve("foreign.png"),
                Encode.png(
                        Pictures.decode(Pixels.picture(3)),
                        Map.of("parameters", "a cat\nSteps: 20, Seed: 1, CFG scale: 7")));
        assertThat(replay(foreign).err()).contains("was made by another program");

        Path crafted = folder.resolve("crafted.json");
        Files.writeString(
                crafted, manifest.toString().replace("wavespeed-ai/flux-controlnet-union-pro-2.0", "x?await=false"));
        assertThat(replay(crafted).err()).contains("is no model id; nothing was asked for");
    }
}
