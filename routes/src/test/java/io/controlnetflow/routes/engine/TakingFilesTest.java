package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class TakingFilesTest {
    private static final Logger LOG = LoggerFactory.getLogger(TakingFilesTest.class);

    @TempDir
    Path dir;

    @Test
    void takesManySmallFilesAtOnce() throws Exception {
        int files = Integer.getInteger("files", 500);
        Path inbox = Files.createDirectories(dir.resolve("inbox"));
        for (int i = 0; i < files; i++) {
            Files.write(inbox.resolve("photo-" + i + ".png"), picture(i));
        }
        Instant begin = Instant.now();
        try (Desk desk = new Desk(dir.resolve("state"), spec(inbox))) {
            Planned planned = desk.folder.planned().get(120, TimeUnit.SECONDS);
            Duration took = Duration.between(begin, Instant.now());
            LOG.info("{} files taken and planned in {} ms", files, took.toMillis());
            assertThat(planned.drops()).isEqualTo(files);
            assertThat(planned.refused()).isZero();
            assertThat(took).isLessThan(Duration.ofSeconds(100 + files / 50));
        }
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
