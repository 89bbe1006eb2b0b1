package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Example 15: a step is paid for only when the one before it did not keep to the map. */
class RaiseTheScaleTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({"0, 1", "1.1, 3"})
    void climbsNoFurtherThanItMustAndNeverAboveTheThirdStep(String enough, int made) throws IOException {
        Path copy = Examples.copy(Path.of("15-raise-the-scale-until-it-follows"), temp);

        Examples.Said said = Examples.flow(
                Map.of("CONTROLNETFLOW_GENERATION_TIME", "50ms", "CONTROLNETFLOW_SIZE", "256*256"),
                "run",
                copy.toString(),
                "--input",
                "enough=" + enough);

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out()).contains("made " + made + ", reused 0, submits " + made);
        assertThat(copy.resolve("outbox/coffee")).isDirectoryContaining("glob:**/best-1.jpg");
    }
}
