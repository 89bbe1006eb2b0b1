package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.routes.app.console.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while pictures are made. */
@EnabledOnOs(OS.LINUX)
class InterruptedTest {
    @TempDir
    private Path temp;

    @Test
    void endsInOrderLeavesNothingHalfWrittenAndGoesOnWithoutAFurtherPost() throws Exception {
        for (int n = 0; n < 6; n++) {
            BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
            image.createGraphics().fillRect(20 * n, 40, 100, 100);
            Files.createDirectories(temp.resolve("inbox"));
            ImageIO.write(image, "png", temp.resolve("inbox/" + n + ".png").toFile());
        }
        try (EmbeddedServer api = EmbeddedServer.start(EmbeddedSettings.in(temp.resolve("api"))
                .withRenderless(true)
                .withGenerationTime(Duration.ofMillis(50), Duration.ofMillis(50)))) {
            // the last of these are under way when the program is told to end
            api.script().next(Step.DOWNLOAD, Fault.SLOW, Fault.TRUNCATED, Fault.SLOW, Fault.SLOW);
            Process program = start(api);
            try {
                await().atMost(Duration.ofSeconds(90))
                        .until(() -> api.audit().requests().getOrDefault(Step.DOWNLOAD, 0L) >= 3);
                new ProcessBuilder("kill", "-INT", Long.toString(program.pid()))
                        .start()
                        .waitFor();
                assertThat(program.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
            } finally {
                program.destroyForcibly();
            }
            assertThat(program.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(Files.readString(temp.resolve("said"))).contains("Stopped");
            assertThat(unfinished()).isEmpty();

            Process again = start(api);
            try {
                assertThat(again.waitFor(120, TimeUnit.SECONDS)).as("ended").isTrue();
                assertThat(again.exitValue())
                        .as(Files.readString(temp.resolve("said")))
                        .isZero();
            } finally {
                again.destroyForcibly();
            }
            assertThat(api.audit().posts()).isEqualTo(6);
            assertThat(unfinished()).isEmpty();
        }
    }

    private Process start(EmbeddedServer api) throws IOException {
        // what a shell starts in the background ignores SIGINT, and so would everything below it
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        temp.toString(),
                        "--prompt",
                        "a house",
                        "--size",
                        "256*256",
                        "--poll-floor",
                        "200ms"))
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("said").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CONTROLNETFLOW_"));
        builder.environment().put("WAVESPEED_BASE_URL", api.baseUrl());
        builder.environment().put("WAVESPEED_API_KEY", "key");
        return builder.start();
    }

    /** Files of the program, not of the server that plays the provider, that are half-written. */
    private List<Path> unfinished() throws IOException {
        return Tree.files(temp).stream()
                .filter(f -> !f.startsWith(temp.resolve("api")))
                .filter(f -> f.toString().endsWith(".part"))
                .toList();
    }
}
