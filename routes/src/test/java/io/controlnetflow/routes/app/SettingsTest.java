package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.serve.StartLine;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.app.settings.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path temp;

    private Place place = new Place(Path.of("/"), List.of());

    @BeforeEach
    void place() {
        place = new Place(temp, List.of());
    }

    @Test
    void defaultsAreBelowThePath() {
        Settings settings = Settings.of(place, Sources.of(Map.of(), Map.of()));

        assertThat(settings.inbox()).isEqualTo(temp.resolve("inbox"));
        assertThat(settings.outbox()).isEqualTo(temp.resolve("outbox"));
        assertThat(settings.state()).isEqualTo(temp.resolve(".flow"));
        assertThat(settings.kind()).isNull();
        assertThat(settings.engine().deadline()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.engine().pollFloor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.engine().reconcileGap()).isEqualTo(Duration.ofSeconds(60));
        assertThat(StartLine.standIn(settings)).isTrue();
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
        Files.writeString(
                temp.resolve("application.properties"),
                "controlnetflow.deadline=1m\ncontrolnetflow.poll-floor=1s\ncontrolnetflow.controlKind=gray\n");
        Map<String, String> environment = Map.of("CONTROLNETFLOW_DEADLINE", "2m", "CONTROLNETFLOW_POLL_FLOOR", "2s");

        Settings settings = Settings.of(place, Sources.of(Map.of("deadline", "3m"), environment));

        assertThat(settings.engine().deadline()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.engine().pollFloor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.kind()).isEqualTo(ControlKind.GRAY);
    }

    @Test
    void aTypedPathIsRelativeToTheWorkingFolderAndAWrittenOneToItsFile() throws IOException {
        Files.writeString(temp.resolve("application.properties"), "controlnetflow.outbox=out\n");

        Settings settings = Settings.of(place, Sources.of(Map.of("inbox", "in"), Map.of()));

        assertThat(settings.inbox()).isEqualTo(Path.of("in").toAbsolutePath());
        assertThat(settings.outbox()).isEqualTo(temp.resolve("out"));
    }

    @Test
    void requestFieldsKeepTheWordsOfTheApi() {
        Settings settings = Settings.of(place, Sources.of(Map.of("num-images", "2", "prompt", "a cat"), Map.of()));

        assertThat(settings.fields().fieldNames()).toIterable().containsExactly("prompt", "num_images");
    }

    @Test
    void aKeySelectsTheRealApiAndIsNeverShown() {
        Sources sources = Sources.of(Map.of(), Map.of("WAVESPEED_API_KEY", "wsk-secret"));

        Settings settings = Settings.of(place, sources);

        assertThat(StartLine.standIn(settings)).isFalse();
        assertThat(StartLine.of(settings, Style.PLAIN))
                .contains("https://api.wavespeed.ai")
                .doesNotContain("wsk-secret");
        assertThat(settings.toString() + sources).doesNotContain("wsk-secret");
    }

    @Test
    void aBaseUrlSelectsAnyOtherServer() {
        Sources sources = Sources.of(Map.of(), Map.of("WAVESPEED_BASE_URL", "http://127.0.0.1:8088"));

        assertThat(Settings.of(place, sources).engine().baseUrl()).isEqualTo("http://127.0.0.1:8088");
    }

    @Test
    void theGenerationTimeMayBeASpan() {
        assertThat(Settings.embedded(Sources.of(Map.of("generation-time", "2s..1m"), Map.of()), temp))
                .satisfies(e -> assertThat(e.shortest()).isEqualTo(Duration.ofSeconds(2)))
                .satisfies(e -> assertThat(e.longest()).isEqualTo(Duration.ofMinutes(1)));
    }
}
