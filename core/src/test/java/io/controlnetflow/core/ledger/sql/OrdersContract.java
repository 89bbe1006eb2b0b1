package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.ledger.Budget;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Drops.Drop;
import io.controlnetflow.core.ledger.Drops.NewDrop;
import io.controlnetflow.core.ledger.Gate;
import io.controlnetflow.core.ledger.History.Made;
import io.controlnetflow.core.ledger.History.RunView;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Orders;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.CellKey;
import io.controlnetflow.core.ledger.Runs.NewCell;
import io.controlnetflow.core.ledger.Runs.NewRun;
import io.controlnetflow.core.ledger.Runs.Opening;
import io.controlnetflow.core.ledger.Runs.Run;
import io.controlnetflow.core.ledger.Runs.RunState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person says about a whole run, and what is seen of it afterwards. */
abstract class OrdersContract extends WalkContract {
    /** The chain's map is done and its gen waits for a job that is ready to be sent and that this run asked for. */
    private void unsent(String run, int job) {
        ledger.jobs().attach(job(job, run));
        ledger.jobs().ready(key(job), "{}");
        waiting(run, job);
    }

    private void one(String run, String node) {
        ledger.runs().open(new NewRun(run, "flow", "{}", "{}", "batch", "cat.jpg"), List.of(cell(run, node, 0)));
    }

    private RunState state(String run) {
        return ledger.runs().find(run).orElseThrow().state();
    }

    @Test
    void endsWhatIsNotSentWhenARunIsCancelled() {
        unsent("r", 1);
        assertThat(ledger.orders().cancel("r")).isEqualTo(new Orders.Cancelled(2, 1, 0));
        assertThat(states("r")).containsExactly(CellState.DONE, CellState.SKIPPED, CellState.SKIPPED);
        assertThat(ledger.runs().cells("r")).filteredOn(Cell::cancelled).hasSize(2);
        assertThat(found(1).state()).isEqualTo(JobState.CANCELLED);
        assertThat(ledger.jobs().claimForSubmit(9, LEASE)).isEmpty();
        assertThat(state("r")).isEqualTo(RunState.FAILED);
        assertThat(ledger.history().run("r").orElseThrow().cancelled()).isTrue();
    }

    @Test
    void fetchesWhatWasSentBeforeItsRunWasCancelled() {
        polling(1);
        waiting("r", 1);
        assertThat(ledger.orders().cancel("r")).isEqualTo(new Orders.Cancelled(1, 0, 1));
        assertThat(state("r")).isEqualTo(RunState.ACTIVE);
        ledger.jobs().completed(key(1), "{}");
        ledger.jobs().downloaded(key(1), "[]");
        assertThat(states("r")).containsExactly(CellState.DONE, CellState.DONE, CellState.SKIPPED);
        assertThat(state("r")).isEqualTo(RunState.FAILED);
    }

    @Test
    void namesTheCellsOfARunUnderWayWhoseFilesCanBePutIntoPlace() {
        polling(1);
        waiting("r", 1);
        assertThat(ledger.placements().wanted(List.of(key(1)))).isEmpty();
        ledger.jobs().completed(key(1), "{}");
        ledger.jobs().downloaded(key(1), "[]");
        List<Cell> wanted = ledger.placements().wanted(List.of(key(1), key(2)));
        assertThat(wanted).hasSize(1).allMatch(cell -> key(1).hex().equals(cell.jobKey()));

        Map<String, String> files = Map.of(wanted.get(0).id(), "{\"a\":\"b\"}");
        ledger.placements().placed(files);
        assertThat(ledger.placements().wanted(List.of(key(1)))).isEmpty();
        assertThat(ledger.placements().of("r")).isEqualTo(files);
        assertThat(ledger.placements().of("s")).isEmpty();
    }

    @Test
    void goesOnWithAJobThatAnotherRunWantsToo() {
        unsent("r", 1);
        waiting("s", 1);
        assertThat(ledger.orders().cancel("r").jobs()).isZero();
        assertThat(found(1).state()).isEqualTo(JobState.READY);
        assertThat(states("s")).contains(CellState.WAITING);
    }

    @Test
    void letsNoCellOfACancelledRunWaitForAJobThatIsNotSent() {
        chain("r");
        ledger.runs().claimReady(1);
        ledger.runs().done("r/map", "1");
        ledger.runs().claimReady(1);
        ledger.jobs().attach(job(1, "r"));
        ledger.orders().cancel("r");
        assertThat(states("r")).contains(CellState.RUNNING);
        ledger.runs().waiting("r/gen", key(1).hex(), false);
        assertThat(states("r")).containsExactly(CellState.DONE, CellState.SKIPPED, CellState.SKIPPED);
        assertThat(found(1).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void takesACancelledRunUpAgain() {
        unsent("r", 1);
        ledger.orders().cancel("r");
        ledger.orders().retry("r");
        assertThat(states("r")).containsExactly(CellState.DONE, CellState.READY, CellState.PENDING);
        assertThat(ledger.history().run("r").orElseThrow().cancelled()).isFalse();
        assertThat(ledger.jobs().attach(job(1, "r")).created())
                .as("asked for anew")
                .isTrue();
        assertThat(found(1).state()).isEqualTo(JobState.READY);
        ledger.runs().claimReady(1);
        ledger.runs().waiting("r/gen", key(1).hex(), false);
        assertThat(state("r")).isEqualTo(RunState.ACTIVE);
    }

    @Test
    void retriesARunsProvenFailuresAndNothingElse() {
        polling(1);
        waiting("r", 1);
        ledger.jobs().failed(key(1), "out of memory");
        Claim doubtful = claimed(2);
        ledger.jobs().inDoubt(doubtful, "reset");
        waiting("s", 2);
        ledger.doubts().hold(key(2), "several match");
        assertThat(ledger.orders().retry("r")).isEqualTo(new Orders.Retried(1));
        assertThat(states("r")).containsExactly(CellState.DONE, CellState.WAITING, CellState.PENDING);
        assertThat(found(1).state()).isEqualTo(JobState.READY);
        assertThat(ledger.orders().retry("s")).isEqualTo(new Orders.Retried(0));
        assertThat(found(2).state()).isEqualTo(JobState.HELD);
        assertThat(states("s")).containsExactly(CellState.DONE, CellState.HELD, CellState.PENDING);
    }

    @Test
    void leavesAJobAloneThatWasGivenUpThoughItMayHaveBeenCharged() {
        Claim doubtful = claimed(1);
        ledger.jobs().inDoubt(doubtful, "reset");
        waiting("r", 1);
        ledger.doubts().drop(key(1));
        assertThat(ledger.jobs().attach(job(1)).created()).isFalse();
        assertThat(ledger.orders().retry("r")).isEqualTo(new Orders.Retried(0));
        assertThat(found(1).state()).isEqualTo(JobState.CANCELLED);
        assertThat(ledger.jobs().claimForSubmit(9, LEASE)).isEmpty();
    }

    @Test
    void cancelsTheRunsThatARunAloneWaitsFor() {
        chain("r");
        ledger.runs().claimReady(1);
        NewRun sub = new NewRun("sub", "inner", "{}", "{}", "batch", "cat/inner", Budget.NONE, "r");
        ledger.runs().open(sub, List.of(cell("sub", "a", 0)));
        ledger.runs().waitingForRun("r/map", "sub");
        ledger.orders().cancel("r");
        assertThat(states("sub")).containsExactly(CellState.SKIPPED);
    }

    @Test
    void movesARunIntoANewOne() {
        long drop = ledger.drops()
                .take(new NewDrop("/in", "cat.jpg", 1, now(), "ab"))
                .id();
        Opening old = new Opening(
                new NewRun("old", "flow", "{}", "{}", "batch", "cat.jpg"),
                List.of(cell("old", "map", 0, "gen"), cell("old", "gen", 1)));
        ledger.runs().open(drop, old.run(), old.cells(), true);
        Run moved = ledger.orders().replace("old", opening("new"));
        assertThat(moved.state()).isEqualTo(RunState.ACTIVE);
        assertThat(states("old")).containsOnly(CellState.SKIPPED);
        assertThat(ledger.history().origin("new")).isEqualTo("old");
        assertThat(ledger.drops().open("/in")).extracting(Drop::runId).containsExactly("new");
        ledger.orders().replace("new", opening("newer"));
        assertThat(ledger.history().origin("newer")).isEqualTo("old");
        ledger.orders().replace("newer", opening("newer"));
        assertThat(states("newer")).as("its own place").containsExactly(CellState.READY);
    }

    private static Opening opening(String run) {
        return new Opening(
                new NewRun(run, "flow", "{\"v\":\"" + run + "\"}", "{}", "batch", "cat.jpg"),
                List.of(cell(run, "map", 0)));
    }

    @Test
    void showsRunsWithTheirCellsAndWhatTheyCost() {
        ledger.jobs().attach(job(1, "r"));
        ledger.jobs().ready(key(1), "{}");
        ledger.jobs().claimForSubmit(1, LEASE);
        waiting("r", 1);
        RunView seen = ledger.history().newest(9).get(0);
        assertThat(seen.run().plan().id()).isEqualTo("r");
        assertThat(seen.cells()).isEqualTo(Map.of(CellState.DONE, 1L, CellState.WAITING, 1L, CellState.PENDING, 1L));
        assertThat(seen.cost()).isEqualByComparingTo(PRICE);
        assertThat(ledger.history().runsByPrefix("r")).hasSize(1);
        assertThat(ledger.history().runsByPrefix("%")).isEmpty();
        ledger.runs().open(new NewRun("t", "flow", "{}", "{}", "b", "t"), List.of());
        assertThat(ledger.history().run("t").orElseThrow().cost()).isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    void keepsWhatACellWasMadeOf() {
        made("one", "cat.jpg", "{\"low\":100}");
        clock.pass(Duration.ofSeconds(1));
        made("two", "dog.jpg", "{\"low\":90}");
        clock.pass(Duration.ofSeconds(1));
        made("three", "cat.jpg", "{\"low\":80}");
        Run last = ledger.runs().find("three").orElseThrow();
        assertThat(ledger.history().earlier(last, "map", 9))
                .as("the same file's first")
                .extracting(Made::parts)
                .containsExactly("{\"low\":100}", "{\"low\":90}");
        assertThat(ledger.history().earlier(ledger.runs().find("one").orElseThrow(), "map", 9))
                .isEmpty();
        assertThat(ledger.history().made("three/map").orElseThrow().parts()).isEqualTo("{\"low\":80}");
        assertThat(ledger.history().first("hash of one").orElseThrow().id()).isEqualTo("one/map");
        done(1);
        waiting("four", 1);
        assertThat(ledger.history().made("four/gen").orElseThrow())
                .extracting(Made::parts, Made::model)
                .containsExactly("{\"seed\":1}", "model");
    }

    @Test
    void keepsWhatACellTookFromOutsideForEveryFurtherStart() {
        chain("r");
        assertThat(ledger.readings().keep("r/map", null, "too early")).isFalse();
        ledger.runs().claimReady(1);
        assertThat(ledger.readings().keep("r/map", null, "Friday")).isTrue();
        assertThat(ledger.readings().keep("r/map", null, "Saturday")).isFalse();
        ledger.runs().failed("r/map", "no luck");
        ledger.orders().retry("r");
        assertThat(ledger.readings().of("r/map")).hasValue("Friday");
        ledger.runs().claimReady(1);
        assertThat(ledger.readings().keep("r/map", "Friday", "Sunday")).isTrue();
        assertThat(ledger.readings().ofRun("r")).containsExactly(Map.entry("r/map", "Sunday"));
    }

    private void made(String run, String label, String parts) {
        ledger.runs().open(new NewRun(run, "flow", "{}", "{}", "batch", label), List.of(cell(run, "map", 0)));
        ledger.runs().claimReady(1);
        ledger.runs().done(run + "/map", "1", new CellKey("hash of " + run, parts));
    }

    @Test
    void findsWhatStandsAboveThroughABarrier() {
        NewCell all = new NewCell("r/gen[*]", "gen[*]", "{}", 3, List.of("r/best"), Gate.ALL, false, true);
        ledger.runs()
                .open(
                        new NewRun("r", "flow", "{}", "{}", "batch", "cat.jpg"),
                        List.of(
                                cell("r", "map", 0, "best"),
                                new NewCell("r/gen[n=1]", "gen", "{}", 1, List.of("r/gen[*]")),
                                new NewCell("r/gen[n=2]", "gen", "{}", 2, List.of("r/gen[*]")),
                                all,
                                cell("r", "best", 4)));
        assertThat(ledger.history().above("r/best"))
                .extracting(made -> made.cell().id())
                .containsExactly("r/map", "r/gen[n=1]", "r/gen[n=2]");
    }

    @Test
    void keepsTheOutputsOfARunOfThousandsOfPicturesForTheCellThatCalledIt() {
        String pictures = "\"" + "p".repeat(3_000_000) + "\"";
        one("sub", "all");
        one("r", "map");
        ledger.runs().claimReady(2);
        ledger.runs().waitingForRun("r/map", "sub");
        ledger.runs().done("sub/all", "1");
        ledger.runs().runSettled("sub", pictures, null);
        assertThat(ledger.runs().cells("r").get(0).output()).isEqualTo(pictures);
    }

    @Test
    void saysOfATextThatIsTooLongThatItIsTheTextsFault() {
        one("r", "map");
        ledger.runs().claimReady(1);
        CellKey parts = new CellKey("ab".repeat(32), "p".repeat(1_000_001));
        assertThatThrownBy(() -> ledger.runs().done("r/map", "1", parts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than its column");
        assertThat(states("r")).containsExactly(CellState.RUNNING);
    }
}
