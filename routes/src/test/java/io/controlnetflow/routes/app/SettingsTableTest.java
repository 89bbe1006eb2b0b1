package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of settings is the one that the program has. */
class SettingsTableTest {
    private static final String HEAD = """
            | option | environment | property `controlnetflow.…` | default | meaning |
            |---|---|---|---|---|
            """;

    @Test
    void theReadmeHasARowForEachSetting() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));

        assertThat(readme).contains("<!-- settings -->\n" + table() + "<!-- /settings -->");
    }

    @Test
    void aRequestFieldCanBeGivenTheSameThreeWays() throws IOException {
        assertThat(FieldOptions.all()).extracting(FieldOptions::word).contains("num-images");
        assertThat(Setting.variable("num-images")).isEqualTo("CONTROLNETFLOW_NUM_IMAGES");
        assertThat(Files.readString(Path.of("../README.md")))
                .contains("`--num-images 2`, `CONTROLNETFLOW_NUM_IMAGES=2` or `controlnetflow.num-images=2`");
    }

    private static String table() {
        return HEAD
                + Arrays.stream(Setting.values()).map(SettingsTableTest::row).collect(Collectors.joining());
    }

    private static String row(Setting s) {
        return "| `" + s.option() + " " + s.placeholder.replace("|", "\\|") + "` | `" + s.variable() + "` | `" + s.word
                + "` | " + s.standard.replace("|", "\\|") + " | " + s.about.replace("|", "\\|") + " |\n";
    }
}
