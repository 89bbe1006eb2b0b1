package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ninth example with its stand-ins, started as its README says. */
class SftpInS3OutTest {
    @TempDir
    private Path temp;

    @Test
    void whatArrivesBySftpGoesToABucket() throws Exception {
        Path example = Examples.copy(Path.of("09-sftp-in-s3-out"), temp);
        Path bucket = example.resolve("s3/prints");
        try (StandIns servers = StandIns.of(example);
                Served watch = Served.watch(example)) {
            watch.until(() -> !Examples.pictures(bucket).isEmpty()
                    && !Examples.pictures(example.resolve("outbox")).isEmpty());

            Examples.Said said = watch.stop();
            assertThat(said.code()).as(said.toString()).isEqualTo(130);
        }

        List<Path> prints = Examples.pictures(bucket);
        assertThat(prints).containsExactly(bucket.resolve("rocket/gen-1.jpg"));
        BufferedImage print = ImageIO.read(prints.get(0).toFile());
        assertThat(print.getWidth()).isEqualTo(768);
        assertThat(prints.get(0))
                .hasSameBinaryContentAs(
                        Examples.pictures(example.resolve("outbox")).get(0));
        assertThat(example.resolve("sftp/in/done/rocket.jpg")).exists();
        assertThat(example.resolve("sftp/in/rocket.jpg")).doesNotExist();
    }
}
