package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.routes.engine.folder.BatchSummary;
import io.controlnetflow.routes.engine.folder.FolderJob;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.folder.Folders;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.apache.camel.impl.DefaultCamelContext;

/** A folder with an inbox, an outbox and a state folder, served by a real engine and the embedded server. */
public final class Studio implements AutoCloseable {
    final Path dir;
    final Path inbox;
    final Path outbox;
    private final DefaultCamelContext camel = new DefaultCamelContext();

    public Studio(Path dir) {
        this(dir, UnaryOperator.identity());
    }

    public Studio(Path dir, UnaryOperator<EmbeddedSettings> embedded) {
        this(dir, embedded, UnaryOperator.identity());
    }

    public Studio(Path dir, UnaryOperator<EmbeddedSettings> embedded, UnaryOperator<EngineSettings> engine) {
        try {
            this.dir = dir;
            this.inbox = Files.createDirectories(dir.resolve("inbox"));
            this.outbox = dir.resolve("outbox");
            Path state = Files.createDirectories(dir.resolve(".flow"));
            EmbeddedSettings server = EmbeddedSettings.in(state.resolve("embedded"))
                    .withGenerationTime(Duration.ofMillis(20), Duration.ofMillis(60))
                    .withRenderless(true);
            camel.getRegistry()
                    .bind(
                            "settings",
                            engine.apply(EngineSettings.defaults(state)
                                    .withPollFloor(Duration.ofMillis(50))
                                    .withTick(Duration.ofMillis(50))
                                    .withEmbedded(embedded.apply(server))));
            camel.getShutdownStrategy().setTimeout(10);
            camel.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FolderSpec spec(FolderSpec.Mode mode) {
        return FolderSpec.of(inbox, outbox, mode)
                .with(JsonNodeFactory.instance
                        .objectNode()
                        .put("prompt", "a red shoe")
                        .put("size", "256*256"));
    }

    FolderJob start(FolderSpec spec) {
        return new Folders(camel).start(spec);
    }

    Engine engine() {
        return Engine.of(camel);
    }

    BatchSummary run() throws Exception {
        try (FolderJob job = start(spec(FolderSpec.Mode.RUN))) {
            return job.done().get(90, TimeUnit.SECONDS);
        }
    }

    Path drop(String path, int shade) throws IOException {
        return drop(path, picture(shade));
    }

    Path drop(String path, String text) throws IOException {
        return drop(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    Path drop(String path, byte[] bytes) throws IOException {
        Path file = inbox.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    static byte[] picture(int shade) throws IOException {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        paint.setColor(new Color(shade % 200 + 40, 200, 90));
        paint.fillOval(4 + shade % 30, 6, 20 + shade % 11, 30);
        paint.dispose();
        image.setRGB(0, 0, shade);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Files below a folder, relative, sorted. */
    static List<String> files(Path folder) throws IOException {
        return Tree.files(folder).stream()
                .map(f -> folder.relativize(f).toString().replace('\\', '/'))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
