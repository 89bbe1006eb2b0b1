package io.controlnetflow.core.dag.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Limits;
import io.controlnetflow.core.dag.plan.CellId;
import io.controlnetflow.core.dag.plan.Plan;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowReaderTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/controlnetflow/core/dag/valid");

    @ParameterizedTest
    @ValueSource(strings = {"shoot.dag.yaml", "every-word.dag.yaml"})
    void keepsEveryWordThroughTheSnapshot(String name) throws IOException {
        Flow flow = read(name);
        String kept = flow.snapshot().toString();
        Flow again = Flow.ofSnapshot(new ObjectMapper().readTree(kept));
        assertThat(again).isEqualTo(flow);
        assertThat(again.snapshot()).hasToString(kept);
    }

    @Test
    void plansTheShootCellByCell() throws IOException {
        Flow flow = read("shoot.dag.yaml");
        Plan plan = Plan.of(flow);
        assertThat(plan.cells()).hasSize(12);
        assertThat(plan.cells().get(plan.cells().size() - 1).id()).isEqualTo(CellId.of("post"));
        assertThat(flow.spec().limits()).isEqualTo(new Limits(new BigDecimal("0.6"), new BigDecimal("20"), 500));
    }

    @Test
    void readsAFlowWithoutAKnownEndOfLine() {
        assertThat(FlowReader.read("a.dag.yaml", "\ufeffdag: a\r\nnodes: {a: {call: 'log:a'}}"))
                .isInstanceOf(Reading.Good.class);
    }

    private static Flow read(String name) throws IOException, JsonProcessingException {
        Reading reading = FlowReader.read(name, Files.readString(FOLDER.resolve(name)));
        assertThat(reading).isInstanceOf(Reading.Good.class);
        return ((Reading.Good) reading).flow();
    }
}
