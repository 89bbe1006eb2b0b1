package io.controlnetflow.routes.app;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.embedded.render.Rendered;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** {@code flow watch} of a folder in a process of its own, with a provider whose slow pictures take until they are let go. */
final class Watching implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final Path folder;
    final EmbeddedServer provider;
    final List<String> rendered = new CopyOnWriteArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private Process program;

    /** Watches the folder, whose files are there. */
    Watching(Path folder) throws IOException {
        this.folder = folder;
        this.provider = EmbeddedServer.start(
                EmbeddedSettings.in(folder.resolve("provider"))
                        .withGenerationTime(Duration.ZERO, Duration.ZERO)
                        .withRenderers(8),
                (request, errand) -> {
                    rendered.add(request.prompt());
                    while (request.prompt().contains("slow") && slow.getCount() > 0) {
                        errand.pause(Duration.ofMillis(20));
                    }
                    return new Rendered(List.of(picture(request.prompt())));
                });
        this.program = start();
    }

    private static byte[] picture(String prompt) {
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, prompt.hashCode());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
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
                "watch",
                folder.toString(),
                "--poll-floor=100ms"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("said.log").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("CONTROLNETFLOW_"));
        builder.environment().put("WAVESPEED_BASE_URL", provider.baseUrl());
        builder.environment().put("WAVESPEED_API_KEY", "key");
        return builder.start();
    }

    void write(String name, String text) throws IOException {
        Path part = Files.writeString(Files.createTempFile(folder, "new", ".part"), text);
        Files.move(part, folder.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Puts a picture into an inbox, whole at once. */
    void drop(String path, int shade) throws IOException {
        Path part = Files.write(Files.createTempFile(folder, "picture", ".part"), Pixels.picture(shade));
        Files.move(part, folder.resolve(path));
    }

    void letTheSlowOnesGo() {
        slow.countDown();
    }

    String said() {
        try {
            return Files.readString(folder.resolve("said.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitWords(String words) {
        await().atMost(PATIENCE).untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(said())
                .contains(words));
    }

    Path awaitFile(String path) {
        Path file = folder.resolve(path);
        await().atMost(PATIENCE).untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(file)
                .as("%s, %s", files("outbox"), said())
                .exists());
        return file;
    }

    JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(awaitFile(path).toFile());
    }

    /** Files below a folder by their relative paths, in order. */
    List<String> files(String below) {
        Path root = folder.resolve(below);
        try {
            return Tree.files(root).stream()
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the program as Ctrl-C does, and starts it again. */
    void restart() throws IOException, InterruptedException {
        end();
        program = start();
    }

    /** Kills the program as nothing can hear of, and starts it again. */
    void killAndRestart() throws IOException, InterruptedException {
        program.destroyForcibly().waitFor();
        program = start();
    }

    /** As Ctrl-C; answers with the exit code. */
    int end() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(program.pid())).start().waitFor();
        if (!program.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the program did not end: " + said());
        }
        return program.exitValue();
    }

    @Override
    public void close() {
        program.destroyForcibly();
        letTheSlowOnesGo();
        provider.close();
    }
}
