package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.routes.app.settings.FieldOptions;
import io.controlnetflow.routes.app.settings.Setting;
import io.controlnetflow.routes.app.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's table of settings is the one that the program has. */
class SettingsTableTest {
    @Test
    void theReadmeHasARowForEachSetting() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));

        assertThat(readme).contains("<!-- settings -->\n" + Settings.table() + "<!-- /settings -->");
    }

    @Test
    void aRequestFieldCanBeGivenTheSameThreeWays() throws IOException {
        assertThat(FieldOptions.all()).extracting(FieldOptions::word).contains("num-images");
        assertThat(Setting.variable("num-images")).isEqualTo("CONTROLNETFLOW_NUM_IMAGES");
        assertThat(Files.readString(Path.of("../README.md")))
                .contains("`--num-images 2`, `CONTROLNETFLOW_NUM_IMAGES=2` or `controlnetflow.num-images=2`");
    }
}
