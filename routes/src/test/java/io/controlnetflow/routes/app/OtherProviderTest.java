package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.routes.app.console.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One folder and one ledger, first with this provider, then with that one. */
class OtherProviderTest {
    @TempDir
    private Path temp;

    @BeforeEach
    void twoMaps() throws IOException {
        Files.createDirectories(temp.resolve("inbox"));
        for (int n = 0; n < 2; n++) {
            BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            image.createGraphics().fillRect(20 * n, 10, 30, 30);
            ImageIO.write(image, "png", temp.resolve("inbox/" + n + ".png").toFile());
        }
    }

    @Test
    void neverTakesOneProvidersPicturesForTheOthers() {
        try (EmbeddedServer first = server("first", s -> s);
                EmbeddedServer second = server("second", s -> s)) {
            assertThat(run(first).out()).contains("made 2, reused 0", "submits 2");
            assertThat(run(second).out()).contains("made 2, reused 0", "submits 2");
            assertThat(run(first).out()).contains("made 0, reused 2", "submits 0");
        }
    }

    @Test
    void leavesWorkForTheOtherProviderAlone() {
        try (EmbeddedServer poor = server("poor", s -> s.withBalance(new BigDecimal("0.01")));
                EmbeddedServer rich = server("rich", s -> s)) {
            Shell.Said paused = run(poor);
            assertThat(paused.code()).as(paused.toString()).isEqualTo(ExitCode.PAUSED);

            Shell.Said done = run(rich);

            assertThat(done.code()).as(done.toString()).isZero();
            assertThat(done.out()).contains("made 2, reused 0", "submits 2");
            assertThat(rich.audit().posts()).isEqualTo(2);
            assertThat(poor.audit().posts()).isZero();
            assertThat(Shell.flow("status", temp.toString()).out()).contains("2  ready, not sent");
        }
    }

    private EmbeddedServer server(String name, UnaryOperator<EmbeddedSettings> settings) {
        return EmbeddedServer.start(settings.apply(EmbeddedSettings.in(temp.resolve(name))
                .withRenderless(true)
                .withGenerationTime(Duration.ofMillis(20), Duration.ofMillis(40))));
    }

    private Shell.Said run(EmbeddedServer provider) {
        return Shell.flow(
                Map.of("WAVESPEED_BASE_URL", provider.baseUrl(), "WAVESPEED_API_KEY", "a-key"),
                "run",
                temp.toString(),
                "--prompt=a shoe",
                "--seed=7",
                "--size=256*256",
                "--control-kind=none",
                "--poll-floor=100ms");
    }
}
