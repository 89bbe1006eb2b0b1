package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.management.OperatingSystemMXBean;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.folder.Planned;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full folder: the more files, the more work, but no more than that. */
class TakingFilesTest {
    @TempDir
    Path dir;

    /**
     * The files need no second each, and the ten thousandth no more than the first. {@code -Dfiles=10000} asks for a full folder, and
     * for its wall time: 2 ms a file, 20 s. Without it the wall time is bounded for a busy machine, and the work by its own measure.
     */
    @Test
    void takesManySmallFilesAtOnce() throws Exception {
        int files = Integer.getInteger("files", 1_500);
        boolean quiet = System.getProperty("files") != null;
        Path inbox = Files.createDirectories(dir.resolve("inbox"));
        for (int i = 0; i < files; i++) {
            Files.write(inbox.resolve("photo-" + i + ".png"), picture(i));
        }
        Instant begin = Instant.now();
        Duration worked = work();
        try (Desk desk = new Desk(dir.resolve("state"), spec(inbox))) {
            Planned planned = desk.folder.planned().get(300, TimeUnit.SECONDS);
            Duration took = Duration.between(begin, Instant.now());
            worked = work().minus(worked);
            System.out.printf(
                    "%d files taken and planned in %d ms, with %d ms of work%n",
                    files, took.toMillis(), worked.toMillis());
            assertThat(planned.drops()).isEqualTo(files);
            assertThat(planned.refused()).isZero();
            assertThat(took)
                    .isLessThan(quiet ? Duration.ofMillis(2L * files) : Duration.ofMillis(20_000 + 20L * files));
            assertThat(worked).as("work of all threads").isLessThan(Duration.ofMillis(4_000 + 5L * files));
        }
    }

    private static Duration work() {
        return Duration.ofNanos(
                ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime());
    }

    private FolderSpec spec(Path inbox) {
        return FolderSpec.of(inbox, dir.resolve("outbox"), FolderSpec.Mode.RUN)
                .with(JsonNodeFactory.instance.objectNode().put("prompt", "a cat"));
    }

    private static byte[] picture(int colour) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 3, colour);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
