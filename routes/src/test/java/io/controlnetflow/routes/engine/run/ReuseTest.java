package io.controlnetflow.routes.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was made once is not made again: free cells by their key, paid ones by their job's. */
class ReuseTest {
    private static final String SHOOT = FlowBench.SHOOT;

    @TempDir
    Path folder;

    private FlowBench flows;
    private Runs.Run first;

    @BeforeEach
    void open() throws Exception {
        flows = new FlowBench(folder);
        first = flows.run(SHOOT);
        assertThat(flows.paid()).isEqualTo(2);
    }

    @AfterEach
    void close() {
        flows.close();
    }

    /** What each cell is known by: the key of a free one, the job of a paid one. */
    private Map<String, @Nullable String> keys(Runs.Run run) {
        Map<String, @Nullable String> keys = new TreeMap<>();
        flows.cells(run)
                .forEach(cell -> keys.put(
                        cell.id().substring(run.plan().id().length() + 1),
                        cell.key() == null ? cell.jobKey() : cell.key()));
        return keys;
    }

    private Runs.Run changed(String what, String to) throws Exception {
        String text = SHOOT.replace(what, to);
        assertThat(text).isNotEqualTo(SHOOT);
        Runs.Run run = flows.run(text);
        assertThat(run.plan().id()).isNotEqualTo(first.plan().id());
        assertThat(run.state()).isEqualTo(Runs.RunState.DONE);
        return run;
    }

    @Test
    void theSameFlowAndInputsAreTheSameRun() throws Exception {
        Runs.Run again = flows.settled(flows.start(flows.restartWith(SHOOT), flows.inputs()));
        assertThat(again.plan().id()).isEqualTo(first.plan().id());
        assertThat(flows.paid()).isEqualTo(2);
    }

    @Test
    void anotherVersionOfAFlowThatAsksForTheSameMakesNothing() throws Exception {
        Runs.Run again = changed("dag: shoot", "dag: shoot\nversion: 2");
        assertThat(flows.computed(again)).isEmpty();
        assertThat(keys(again)).isEqualTo(keys(first)).doesNotContainValue(null);
        assertThat(flows.paid()).isEqualTo(2);
    }

    @Test
    void aChangedPromptIsPaidForAndLeavesTheMap() throws Exception {
        Runs.Run again = changed("a red shoe", "a blue shoe");
        assertThat(flows.computed(again)).containsExactly("gen[seed=11]", "gen[seed=22]", "best");
        assertThat(keys(again)).containsEntry("canny", keys(first).get("canny"));
        assertThat(flows.paid()).isEqualTo(4);
    }

    @Test
    void aFurtherSeedIsPaidForAlone() throws Exception {
        Runs.Run again = changed("[11, 22]", "[11, 22, 33]");
        assertThat(flows.computed(again)).containsExactly("gen[seed=33]", "best");
        assertThat(keys(again)).containsEntry("gen[seed=22]", keys(first).get("gen[seed=22]"));
        assertThat(flows.paid()).isEqualTo(3);
    }

    @Test
    void aFreeStepBehindThePaidOneCostsNothing() throws Exception {
        Runs.Run again = changed("by: sharpness", "by: edge-agreement");
        assertThat(flows.computed(again)).containsExactly("best");
        assertThat(flows.paid()).isEqualTo(2);
    }

    @Test
    void aChangedMapIsPaidForBelow() throws Exception {
        Runs.Run again = changed("low: 100, high: 200", "low: 2000, high: 2000");
        assertThat(flows.computed(again)).containsExactly("canny", "gen[seed=11]", "gen[seed=22]", "best");
        assertThat(flows.paid()).isEqualTo(4);
    }

    @Test
    void aMapThatComesOutTheSameIsNotPaidForBelow() throws Exception {
        Runs.Run again = changed("low: 100", "low: 101");
        assertThat(keys(again).get("canny")).isNotEqualTo(keys(first).get("canny"));
        assertThat(flows.computed(again)).containsExactly("canny");
        assertThat(flows.paid()).isEqualTo(2);
    }

    @Test
    void whatIsNotToBeReusedIsMadeForEachRun() throws Exception {
        Runs.Run own = changed("matrix: {seed: [11, 22]}", "matrix: {seed: [11, 22]}\n    cache: false");
        assertThat(flows.paid()).isEqualTo(4);
        assertThat(flows.computed(own)).contains("gen[seed=11]", "gen[seed=22]");
        assertThat(List.copyOf(keys(own).values())).doesNotContain(keys(first).get("gen[seed=11]"));
    }
}
