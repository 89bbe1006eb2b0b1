package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sixth example: a person's yes, no, or silence between the best picture and its large print. */
class ApproveBeforeYouPayTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int WAITS = 3;

    @TempDir
    private Path temp;

    private EmbeddedServer api;
    private Path example;

    @BeforeEach
    void copy() throws IOException {
        example = Examples.copy(Path.of("06-approve-before-you-pay"), temp);
        api = EmbeddedServer.start(EmbeddedSettings.in(temp.resolve("api"))
                .withGenerationTime(Duration.ofMillis(50), Duration.ofMillis(100)));
    }

    @AfterEach
    void noApi() {
        api.close();
    }

    @Test
    void waitsForAPersonAndPaysOnlyForTheLargePictureAfterTheYes() throws IOException {
        Examples.Said first = run();
        assertThat(first.code()).as(first.toString()).isEqualTo(WAITS);
        assertThat(first.out()).contains("go on with: flow approve", "--path " + example);
        assertThat(api.audit().posts()).isEqualTo(3);
        assertThat(pictures("best")).hasSize(1);
        assertThat(pictures("large")).isEmpty();

        Examples.Said last = first;
        for (String command : said()) {
            last = Examples.flow(environment(), words(command));
            assertThat(last.code()).as(last.toString()).isZero();
        }
        assertThat(last.out()).contains("made 1, reused 3 (saved $0.09), submits 1, cost at least $0.01");
        assertThat(api.audit().posts()).isEqualTo(4);
        assertThat(api.audit().charged()).isEqualByComparingTo("0.10");
        BufferedImage large = ImageIO.read(pictures("large").get(0).toFile());
        assertThat(large.getWidth()).isEqualTo(2048);
        assertThat(run().out()).contains("submits 0");
    }

    @Test
    void isDoneWithoutTheLargePictureAfterTheNo() throws IOException {
        assertThat(run().code()).isEqualTo(WAITS);
        String yes = said().get(0);
        Examples.Said no = Examples.flow(environment(), words(yes.replace("approve coffee", "reject coffee")));
        assertThat(no.code()).as(no.toString()).isZero();

        Examples.Said second = run();
        assertThat(second.code()).as(second.toString()).isZero();
        assertThat(second.out()).contains("submits 0");
        assertThat(pictures("large")).isEmpty();
        assertThat(pictures("best")).hasSize(1);
    }

    @Test
    void takesSilenceForANo() throws IOException {
        silence("reject");
        assertThat(run().code()).isEqualTo(WAITS);
        await().atMost(SOON).until(() -> run().code() == 0);
        assertThat(api.audit().posts()).isEqualTo(3);
        assertThat(pictures("large")).isEmpty();
    }

    @Test
    void takesSilenceForAYesWhereTheFlowSaysSo() throws Exception {
        silence("approve");
        try (Served watch = Served.watch(example, api)) {
            watch.until(() -> !pictures("large").isEmpty());

            assertThat(watch.stop().code()).isEqualTo(130);
        }
        assertThat(pictures("large")).hasSize(1);
        assertThat(api.audit().posts()).isEqualTo(4);
    }

    private void silence(String otherwise) throws IOException {
        Path flow = example.resolve("print.dag.yaml");
        String text = Files.readString(flow);
        assertThat(text).contains("timeout: 24h, otherwise: reject");
        Files.writeString(
                flow, text.replace("timeout: 24h, otherwise: reject", "timeout: 1s, otherwise: " + otherwise));
    }

    /** What the README says after the first command. */
    private List<String> said() {
        return Readme.blocks(Path.of("06-approve-before-you-pay/README.md"), "console")
                .get(0)
                .lines()
                .map(line -> line.replaceFirst("^\\$ \\./flow ", ""))
                .toList();
    }

    private String[] words(String command) {
        return command.replace("dsl-examples/06-approve-before-you-pay", example.toString())
                .split(" ");
    }

    private Examples.Said run() {
        return Examples.flow(environment(), "run", example.toString());
    }

    private Map<String, String> environment() {
        return Map.of(
                "WAVESPEED_BASE_URL",
                api.baseUrl(),
                "WAVESPEED_API_KEY",
                "test-key",
                "CONTROLNETFLOW_POLL_FLOOR",
                "200ms");
    }

    private List<Path> pictures(String node) throws IOException {
        return Examples.pictures(example.resolve("outbox")).stream()
                .filter(file -> file.getFileName().toString().startsWith(node))
                .toList();
    }
}
