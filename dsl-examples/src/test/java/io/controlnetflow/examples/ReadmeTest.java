package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code ./flow} line and each YAML block of the READMEs does what it is there for: in a folder of its own, with one small
 * picture, on the embedded server; where the README sets a key, on a server of its own that wants this key.
 */
class ReadmeTest {
    private static final Path README = Path.of("../README.md");
    private static final String KEY = "wsk-readme-0123456789";
    private static final Set<String> FOLDERS = Set.of("--inbox", "--outbox", "--state", "--output");

    @TempDir
    private Path temp;

    static Stream<Readme.Command> commands() {
        Stream<Path> readmes =
                Stream.concat(Stream.of(README), Examples.all().stream().map(e -> e.resolve("README.md")));
        return readmes.flatMap(r -> Readme.commands(r).stream()).distinct();
    }

    @BeforeEach
    void onePhotograph() throws IOException {
        photograph(temp.resolve("photos/house.jpg"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandOfAReadmeWorks(Readme.Command command) throws Exception {
        List<String> words = here(command.words());
        try (StandIns servers = StandIns.of(Path.of(words.get(words.size() - 1)))) {
            aCommandWorks(words, command);
        }
    }

    private void aCommandWorks(List<String> words, Readme.Command command) throws Exception {
        if (!command.withKey()) {
            check(words, Map.of("CONTROLNETFLOW_GENERATION_TIME", "100ms", "CONTROLNETFLOW_SIZE", "256*256"));
            return;
        }
        EmbeddedSettings settings = EmbeddedSettings.in(temp.resolve("api"))
                .withKeys(Set.of(KEY))
                .withGenerationTime(Duration.ofMillis(100), Duration.ofMillis(200));
        try (EmbeddedServer api = EmbeddedServer.start(settings)) {
            check(words, Map.of("WAVESPEED_API_KEY", KEY, "WAVESPEED_BASE_URL", api.baseUrl()));
        }
    }

    @Test
    void theRouteOfTheReadmeMakesAPicture() throws IOException {
        List<String> routes = Readme.blocks(README, "yaml").stream()
                .filter(b -> b.startsWith("- route:"))
                .toList();
        assertThat(routes).hasSize(1);
        Path file = temp.resolve("readme.camel.yaml");
        Files.writeString(
                file,
                routes.get(0)
                        .replace("file:photos", "file:{{folder}}/photos")
                        .replace("file:pictures", "file:{{folder}}/pictures"));

        Examples.Said said = Examples.flow("run", file.toString(), "--generation-time", "100ms");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(Examples.pictures(temp.resolve("pictures"))).hasSize(1);
    }

    @Test
    void theSidecarOfTheReadmeMakesTwoPictures() throws IOException {
        String sidecar = Readme.blocks(README, "yaml").stream()
                .filter(b -> b.startsWith("# coffee.yaml"))
                .findFirst()
                .orElseThrow();
        photograph(temp.resolve("inbox/coffee.jpg"));
        Files.writeString(temp.resolve("inbox/coffee.yaml"), sidecar);

        Examples.Said said = Examples.flow("run", temp.toString(), "--generation-time", "100ms");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(Examples.pictures(temp.resolve("outbox/coffee"))).hasSize(2);
    }

    private void check(List<String> words, Map<String, String> environment) throws Exception {
        String[] args = words.toArray(String[]::new);
        if (words.get(0).equals("watch")) {
            try (Served watch = Served.start(environment, args)) {
                watch.until(() -> !Examples.pictures(outbox(words)).isEmpty());

                Examples.Said said = watch.stop();
                assertThat(said.code()).as(said.toString()).isEqualTo(130);
            }
        } else {
            Examples.Said said = Examples.flow(environment, args);

            assertThat(said.code()).as(said.toString()).isEqualTo(code(words));
        }
    }

    /** What the command ends with: an example may wait for a person. */
    private static int code(List<String> words) throws IOException {
        boolean runs = words.get(0).equals("run") && Files.isDirectory(Path.of(words.get(1)));
        return runs ? Examples.code(Path.of(words.get(1))) : 0;
    }

    private Path outbox(List<String> words) {
        int option = words.indexOf("--outbox");
        return option < 0 ? Path.of(words.get(1)).resolve("outbox") : Path.of(words.get(option + 1));
    }

    /** The words with their paths in the temporary folder: this process stays where it is. */
    private List<String> here(List<String> words) throws IOException {
        List<String> here = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith("dsl-examples/")) {
                here.add(Examples.copy(Path.of(word.substring("dsl-examples/".length())), temp)
                        .toString());
            } else if (!here.isEmpty() && FOLDERS.contains(here.get(here.size() - 1))) {
                Path path = temp.resolve(word);
                Files.createDirectories(path.getParent());
                here.add(path.toString());
            } else {
                here.add(word);
            }
        }
        return here;
    }

    private static void photograph(Path file) throws IOException {
        BufferedImage image = new BufferedImage(320, 320, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(60, 120, 200, 160);
        graphics.setColor(Color.RED);
        graphics.fillPolygon(new int[] {40, 160, 280}, new int[] {120, 30, 120}, 3);
        graphics.dispose();
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "jpg", file.toFile());
    }
}
