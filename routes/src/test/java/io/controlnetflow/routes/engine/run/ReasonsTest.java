package io.controlnetflow.routes.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.reason.CellFinder;
import io.controlnetflow.core.reason.Change;
import io.controlnetflow.core.reason.Reasons;
import io.controlnetflow.core.reason.Why;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why cells of real flows were run, and what is named as changed. */
class ReasonsTest {
    private static final String SHOOT = FlowBench.SHOOT;

    @TempDir
    Path folder;

    private FlowBench flows;
    private Runs.Run first;

    @BeforeEach
    void open() throws Exception {
        flows = new FlowBench(folder);
        first = flows.run(SHOOT);
    }

    @AfterEach
    void close() {
        flows.close();
    }

    private Ledger ledger() {
        return flows.bench().engine().ledger();
    }

    private Why why(Runs.Run run, String cell) {
        return new Reasons(ledger()).of(new CellFinder(ledger()).cell(run.plan().id() + "/" + cell));
    }

    private List<String> changes(Runs.Run run, String cell) {
        return why(run, cell).changes().stream().map(Change::text).toList();
    }

    @Test
    void theFirstOfItsNodeHasNothingBeforeIt() {
        Why gen = why(first, "gen[11]");
        assertThat(gen.verdict()).isEqualTo("made");
        assertThat(gen.because()).isEqualTo("no cell of gen was made before");
        assertThat(gen.changes()).isEmpty();
        assertThat(why(first, "canny").verdict()).isEqualTo("computed");
    }

    @Test
    void namesAChangedPromptAndWhatFollowsFromIt() throws Exception {
        Runs.Run again = flows.run(SHOOT.replace("a red shoe", "a blue shoe"));
        assertThat(why(again, "gen[seed=11]").than()).isEqualTo(flows.cell(first, "gen[seed=11]"));
        assertThat(changes(again, "gen[seed=11]")).containsExactly("prompt: \"a red shoe\" -> \"a blue shoe\"");
        assertThat(changes(again, "best"))
                .containsExactly(
                        "images[0]: other bytes (gen prompt \"a red shoe\" -> \"a blue shoe\" above it)",
                        "images[1]: other bytes (gen prompt \"a red shoe\" -> \"a blue shoe\" above it)");
        assertThat(why(again, "canny").because())
                .isEqualTo(
                        "made of the same as " + CellFinder.brief(first.plan().id()) + "/canny");
        assertThat(why(again, "canny").verdict()).isEqualTo("reused");
    }

    @Test
    void followsOtherBytesToWhatMadeThem() throws Exception {
        Runs.Run again = flows.run(SHOOT.replace("low: 100, high: 200", "low: 2000, high: 2000"));
        assertThat(changes(again, "canny")).containsExactlyInAnyOrder("low: 100 -> 2000", "high: 200 -> 2000");
        assertThat(changes(again, "gen[22]"))
                .containsExactly("control_image: other bytes (canny high 200 -> 2000, canny low 100 -> 2000 above it)");
    }

    @Test
    void followsOtherBytesToTheInput() throws Exception {
        ObjectNode other = flows.inputs();
        other.set("image", flows.picture(5));
        Runs.Run again = flows.settled(flows.start(FlowBench.read(SHOOT), other));
        assertThat(changes(again, "gen[22]"))
                .containsExactly("control_image: other bytes (input image: other bytes above it)");
        assertThat(changes(again, "canny")).containsExactly("image: other bytes (input image: other bytes above it)");
    }

    @Test
    void leavesOutASeedThatFollowsFromTheRest() throws Exception {
        String unseeded = SHOOT.replace(", seed: \"${matrix.seed}\"", "").replace("matrix: {seed: [11, 22]}", "");
        Runs.Run one = flows.run(unseeded);
        assertThat(changes(one, "gen")).containsExactly("seed: 11 -> \"derived\"");
        Runs.Run two = flows.run(unseeded.replace("a red shoe", "a red boat"));
        assertThat(changes(two, "gen")).containsExactly("prompt: \"a red shoe\" -> \"a red boat\"");
    }

    @Test
    void saysWhatACellThatWasNotRunWaitsFor() throws Exception {
        Runs.Run run = flows.run(SHOOT.replace("outputs:", """
                  ok: {needs: [best], approve: {show: '${best}'}}
                  after: {needs: [ok], call: 'control-map:gray', with: {image: '${best}'}}
                  never: {when: "'a' == 'b'", call: 'control-map:gray', with: {image: '${best}'}}
                outputs:"""));
        assertThat(why(run, "ok").verdict()).isEqualTo("waits for a person");
        assertThat(why(run, "ok").command())
                .isEqualTo("flow approve " + CellFinder.brief(run.plan().id()) + "/ok, or flow reject");
        assertThat(why(run, "after").because()).isEqualTo("waits for ok (waits for a person)");
        assertThat(why(run, "never").because()).isEqualTo("when: 'a' == 'b' is false");
    }

    @Test
    void findsACellByAsMuchAsIsNeeded() {
        CellFinder finder = new CellFinder(ledger());
        String id = first.plan().id();
        for (String text : List.of(id.substring(0, 6) + "/best", "cat/best", "best")) {
            assertThat(finder.cell(text).id()).isEqualTo(id + "/best");
        }
        assertThat(finder.cell("gen[22]").id()).isEqualTo(id + "/gen[seed=22]");
        assertThatThrownBy(() -> finder.cell("gen"))
                .isInstanceOf(InvalidField.class)
                .hasMessage("CELL: gen is 2 cells; name one of gen[seed=11], gen[seed=22]");
        assertThatThrownBy(() -> finder.cell("cat/bets")).hasMessageEndingWith("did you mean best?");
        assertThatThrownBy(() -> finder.cell("gen[33]")).hasMessageContaining("is a cell of no run");
        assertThatThrownBy(() -> finder.cell("cat/gen[33]")).hasMessageEndingWith("it has gen[seed=11], gen[seed=22]");
        assertThatThrownBy(() -> finder.run("zebra")).hasMessageContaining("nor a run's label");
    }
}
