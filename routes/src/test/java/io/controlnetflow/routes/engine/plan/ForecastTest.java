package io.controlnetflow.routes.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.plan.Outlook.Kind;
import io.controlnetflow.routes.engine.run.FlowBench;
import io.controlnetflow.routes.engine.run.FlowRuns;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be reused, computed and paid, and why, before a run is opened. */
class ForecastTest {
    private static final String SHOOT = FlowBench.SHOOT;
    private static final BigDecimal PRICE = new BigDecimal("0.03");

    @TempDir
    Path folder;

    private FlowBench flows;

    @BeforeEach
    void open() {
        flows = new FlowBench(folder);
    }

    @AfterEach
    void close() {
        flows.close();
    }

    private RunOutlook outlook(String text) throws Exception {
        FlowRuns runs = FlowRuns.of(flows.bench().camel());
        RunOutlook outlook = new Forecast(flows.bench().engine())
                .of(runs.plan(FlowBench.read(text), flows.inputs(), null, "cat").opening());
        if (!outlook.exists()) {
            assertThat(flows.bench().engine().ledger().runs().find(outlook.run()))
                    .as("nothing is opened")
                    .isEmpty();
        }
        return outlook;
    }

    private static List<String> lines(RunOutlook outlook) {
        return outlook.cells().stream()
                .map(cell -> cell.cell().substring(outlook.run().length() + 1) + " " + cell.kind() + ": " + cell.why())
                .toList();
    }

    @Test
    void everythingIsNewAtFirst() throws Exception {
        RunOutlook outlook = outlook(SHOOT);
        assertThat(lines(outlook))
                .containsExactly(
                        "canny COMPUTED: new",
                        "gen[seed=11] PAID: new",
                        "gen[seed=22] PAID: new",
                        "best DEPENDS: depends on gen");
        assertThat(outlook.price()).isEqualByComparingTo(PRICE.add(PRICE));
        assertThat(flows.paid()).isZero();
    }

    @Test
    void everythingIsThereAfterwards() throws Exception {
        Runs.Run run = flows.run(SHOOT);
        assertThat(outlook(SHOOT).exists()).isTrue();
        RunOutlook again = outlook(SHOOT.replace("dag: shoot", "dag: shoot\nversion: 2"));
        assertThat(again.exists()).isFalse();
        assertThat(again.run()).isNotEqualTo(run.plan().id());
        assertThat(again.cells()).extracting(Outlook::kind).containsOnly(Kind.REUSED);
        assertThat(again.price()).isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    void namesWhatIsChanged() throws Exception {
        flows.run(SHOOT);
        assertThat(lines(outlook(SHOOT.replace("a red shoe", "a blue shoe").replace("[11, 22]", "[11, 33]"))))
                .containsExactly(
                        "canny REUSED: made before",
                        "gen[seed=11] PAID: prompt changed",
                        "gen[seed=33] PAID: prompt changed, seed changed",
                        "best DEPENDS: depends on gen");
        assertThat(lines(outlook(SHOOT.replace("low: 100, high: 200", "low: 2000, high: 2000"))))
                .containsExactly(
                        "canny COMPUTED: high changed, low changed",
                        "gen[seed=11] PAID: control_image changed (canny high, canny low)",
                        "gen[seed=22] PAID: control_image changed (canny high, canny low)",
                        "best DEPENDS: depends on gen");
    }

    @Test
    void paysForTheRequestOfTwoCellsOnce() throws Exception {
        RunOutlook outlook = outlook(SHOOT.replace("seed: \"${matrix.seed}\"", "seed: 7"));
        assertThat(lines(outlook))
                .contains("gen[seed=11] PAID: new", "gen[seed=22] SHARED: the same request as another cell's");
        assertThat(outlook.price()).isEqualByComparingTo(PRICE);
    }

    @Test
    void plansFurtherWhatIsMadeOfFreeCellsAndWaitsForTheRest() throws Exception {
        String sized = SHOOT.replace("matrix: {seed: [11, 22]}", "matrix: {seed: \"${words}\"}")
                .replace("nodes:", """
                          words: {type: list, default: [5, 6]}
                        nodes:
                          post: {call: "log:x", with: {body: "${best}"}}
                          ok: {needs: [best], approve: {}}
                          never: {when: "'a' == 'b'", call: "control-map:gray", with: {image: "${image}"}}
                          copies: {each: "${gen[*].image}", call: "control-map:gray", with: {image: "${item}"}}
                          below: {call: "control-map:gray", with: {image: "${never}"}}
                        """);
        RunOutlook outlook = outlook(sized);
        assertThat(outlook.later()).containsExactly(new RunOutlook.Later("copies", "gen"));
        assertThat(lines(outlook))
                .contains(
                        "gen[seed=5] PAID: new",
                        "never SKIPPED: when: 'a' == 'b' is false",
                        "below SKIPPED: never has no value",
                        "post DEPENDS: depends on best",
                        "ok DEPENDS: depends on best");
    }

    @Test
    void aBadRequestIsFoundBeforeAnythingIsSent() throws Exception {
        RunOutlook outlook = outlook(SHOOT.replace("size: 256*256}\n  best", "size: 99*99}\n  best"));
        assertThat(lines(outlook)).filteredOn(line -> line.contains("FAILS")).hasSize(2);
        assertThat(lines(outlook)).contains("best SKIPPED: gen has no value");
    }
}
