package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seventh example, with a timetable of seconds in the place of minutes. */
class ByTheClockTest {
    @TempDir
    private Path temp;

    @Test
    void eachTimeIsARunAndThePictureOfADayIsPaidOnce() throws Exception {
        Path example = Examples.copy(Path.of("07-by-the-clock"), temp);
        Path outbox = example.resolve("outbox");
        EmbeddedSettings settings = EmbeddedSettings.in(temp.resolve("api"))
                .withRenderless(true)
                .withGenerationTime(Duration.ofMillis(50), Duration.ofMillis(100));
        LocalDate before = LocalDate.now(ZoneId.systemDefault());
        try (EmbeddedServer api = EmbeddedServer.start(settings)) {
            try (StandIns clock = StandIns.of(example);
                    Served watch = Served.watch(example, api)) {
                watch.until(() -> Examples.pictures(outbox).size() >= 2);

                Examples.Said said = watch.stop();
                assertThat(said.code()).as(said.toString()).isEqualTo(130);
            }
            long days = before.equals(LocalDate.now(ZoneId.systemDefault())) ? 1 : 2;
            assertThat(api.audit().posts()).isBetween(1L, days);
        }
        List<Path> pictures = Examples.pictures(outbox);
        assertThat(pictures)
                .allMatch(
                        picture -> picture.getParent().getFileName().toString().matches("today-\\d{8}T\\d{6}Z"));
        assertThat(manifest(pictures.get(0)))
                .contains("a rocket on a " + before.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.getDefault())
                        + " morning");
    }

    private static String manifest(Path picture) throws IOException {
        return Files.readString(picture.resolveSibling(picture.getFileName() + ".json"));
    }
}
