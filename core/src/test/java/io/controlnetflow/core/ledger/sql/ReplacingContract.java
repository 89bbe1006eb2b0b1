package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.ledger.Budget;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Gate;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.NewCell;
import io.controlnetflow.core.ledger.Runs.NewRun;
import io.controlnetflow.core.ledger.Runs.Opening;
import io.controlnetflow.core.ledger.Runs.RunState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run takes the place of another one, whatever that is doing. */
abstract class ReplacingContract extends OrdersContract {
    private static NewRun run(String id, @Nullable String caller) {
        return new NewRun(id, "flow", "{\"v\":\"" + id + "\"}", "{}", "batch", "cat.jpg", Budget.NONE, caller);
    }

    /** A map, a gen, and a body that acts outside. */
    private static Opening shop(String id) {
        return new Opening(
                run(id, null),
                List.of(
                        cell(id, "map", 0, "gen"),
                        cell(id, "gen", 1),
                        new NewCell(id + "/post", "post", "{}", 2, List.of(), Gate.CELL, false, false)));
    }

    private Cell cellOf(String run, String node) {
        return ledger.runs().cells(run).stream()
                .filter(cell -> cell.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    /** Its map is done, its gen asked for the job and waits, its post is not begun. */
    private void waitingShop(String id, int job) {
        ledger.runs().open(List.of(shop(id)));
        ledger.runs().claimReady(1);
        ledger.runs().done(id + "/map", "1");
        ledger.runs().claimReady(1);
        ledger.jobs().attach(job(job, id));
        ledger.runs().waiting(id + "/gen", key(job).hex(), false);
    }

    @Test
    void sendsWhatIsInFlightForBothOnlyOnce() {
        waitingShop("old", 1);
        ledger.jobs().ready(key(1), "{}");
        Claim claim = ledger.jobs().claimForSubmit(9, LEASE).get(0);
        ledger.orders().replace("old", shop("new"));
        assertThat(ledger.jobs().attach(job(1, "new")).created()).isFalse();
        ledger.runs().claimReady(9);
        ledger.runs().done("new/map", "1");
        ledger.runs().claimReady(9);
        ledger.runs().waiting("new/gen", key(1).hex(), false);
        assertThat(ledger.jobs().claimForSubmit(9, LEASE)).isEmpty();
        ledger.jobs().accepted(claim, "p", now());
        ledger.jobs().completed(key(1), "{}");
        ledger.jobs().downloaded(key(1), "[]");
        assertThat(cellOf("new", "gen").state()).isEqualTo(CellState.DONE);
        assertThat(ledger.runs().find("old").orElseThrow().state()).isEqualTo(RunState.FAILED);
    }

    /** A run in the place of the old one, whose gen waits for the job, or has its outcome. */
    private void replaced(int job) {
        ledger.orders().replace("old", shop("new"));
        ledger.runs().claimReady(9);
        ledger.runs().done("new/map", "1");
        ledger.runs().claimReady(9);
        assertThat(ledger.jobs().attach(job(job, "new")).created()).isFalse();
        ledger.runs().waiting("new/gen", key(job).hex(), false);
    }

    @Test
    void waitsForWhatIsParkedAsTheOtherDid() {
        waitingShop("old", 1);
        ledger.jobs().ready(key(1), "{}");
        ledger.jobs().accepted(ledger.jobs().claimForSubmit(9, LEASE).get(0), "p", now());
        ledger.jobs().parked(key(1), "took too long");
        replaced(1);
        assertThat(cellOf("new", "gen").state()).isEqualTo(CellState.HELD);
        ledger.jobs().resume(key(1));
        assertThat(cellOf("new", "gen").state()).isEqualTo(CellState.WAITING);
        assertThat(ledger.jobs().claimForSubmit(9, LEASE)).isEmpty();
    }

    @Test
    void sendsWhatFailedInTheOtherAgainOnlyByAPersonsWord() {
        waitingShop("old", 1);
        ledger.jobs().ready(key(1), "{}");
        ledger.jobs().accepted(ledger.jobs().claimForSubmit(9, LEASE).get(0), "p", now());
        ledger.jobs().failed(key(1), "out of memory");
        replaced(1);
        assertThat(cellOf("new", "gen").state()).isEqualTo(CellState.FAILED);
        assertThat(ledger.jobs().claimForSubmit(9, LEASE)).isEmpty();
        assertThat(ledger.orders().retry("new").jobs()).isEqualTo(1);
        assertThat(ledger.jobs().claimForSubmit(9, LEASE)).hasSize(1);
    }

    @Test
    void goesOnWithAJobThatWasCancelledBetweenTheAskingAndTheWaiting() {
        waitingShop("old", 1);
        ledger.runs().open(List.of(shop("new")));
        ledger.runs().claimReady(9);
        ledger.runs().done("new/map", "1");
        ledger.runs().claimReady(9);
        assertThat(ledger.jobs().attach(job(1, "new")).created()).isFalse();
        ledger.orders().cancel("old");
        assertThat(found(1).state()).isEqualTo(JobState.CANCELLED);
        ledger.runs().waiting("new/gen", key(1).hex(), false);
        assertThat(found(1).state()).isEqualTo(JobState.NEW);
        assertThat(found(1).asked().runId()).isEqualTo("new");
        assertThat(cellOf("new", "gen").state()).isEqualTo(CellState.WAITING);
    }

    @Test
    void isRefusedWhileABodyActsOutside() {
        ledger.runs().open(List.of(shop("old")));
        ledger.runs().claimReady(2);
        assertThat(ledger.runs().begun("old/post")).isTrue();
        assertThatThrownBy(() -> ledger.orders().replace("old", shop("new")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("post: runs just now on node ");
        assertThat(ledger.runs().find("new")).isEmpty();
        assertThat(ledger.history().run("old").orElseThrow().cancelled()).isFalse();
        ledger.runs().done("old/post", "1");
        ledger.orders().replace("old", shop("new"));
        assertThat(ledger.runs().find("new")).isPresent();
    }

    @Test
    void beginsNothingOutsideOnceItsRunIsReplaced() {
        ledger.runs().open(List.of(shop("old")));
        ledger.runs().claimReady(2);
        ledger.orders().replace("old", shop("new"));
        assertThat(ledger.runs().begun("old/post")).isFalse();
        assertThat(cellOf("old", "post").cancelled()).isTrue();
    }

    @Test
    void holdsInTheNewRunWhatWasCutOffInTheOldOneUntilAPersonSays() {
        ledger.runs().open(List.of(shop("old")));
        ledger.runs().claimReady(2);
        ledger.runs().begun("old/post");
        ledger.runs().recover();
        assertThat(cellOf("old", "post").state()).isEqualTo(CellState.HELD);

        ledger.orders().replace("old", shop("new"));
        assertThat(cellOf("new", "post").state()).isEqualTo(CellState.HELD);
        assertThat(cellOf("new", "post").problem()).contains("new/post: was cut off", "flow retry new");
        assertThat(cellOf("new", "map").state()).isEqualTo(CellState.READY);
        ledger.orders().replace("new", shop("old"));
        assertThat(cellOf("old", "post").state()).as("back again").isEqualTo(CellState.HELD);
        ledger.orders().retry("old");
        assertThat(cellOf("old", "post").state()).isEqualTo(CellState.READY);
    }

    @Test
    void runsNoCellOfACancelledRunAgainThatADeadProcessLeft() {
        chain("r");
        ledger.runs().claimReady(1);
        ledger.orders().cancel("r");
        ledger.runs().recover();
        assertThat(ledger.runs().claimReady(9)).isEmpty();
        assertThat(ledger.runs().find("r").orElseThrow().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void keepsTheRunsThatItCallsAsTheOtherDid() {
        chain("old");
        ledger.runs().claimReady(1);
        Opening inner = new Opening(run("inner", "old"), List.of(cell("inner", "a", 0, "b"), cell("inner", "b", 1)));
        ledger.runs().open(List.of(inner));
        ledger.runs().waitingForRun("old/map", "inner");
        ledger.orders().replace("old", shop("new"));
        assertThat(states("inner")).containsOnly(CellState.SKIPPED);
        assertThat(ledger.runs().open(List.of(inner)).get(0).state())
                .as("asked for by nobody")
                .isEqualTo(RunState.FAILED);

        Opening again = new Opening(run("inner", "new"), inner.cells());
        assertThat(ledger.runs().open(List.of(again)).get(0).state()).isEqualTo(RunState.ACTIVE);
        assertThat(states("inner")).containsExactly(CellState.READY, CellState.PENDING);
    }

    @Test
    void leavesARunThatIsDoneAsItIs() {
        ledger.runs().open(List.of(new Opening(run("old", null), List.of(cell("old", "map", 0)))));
        ledger.runs().claimReady(1);
        ledger.runs().done("old/map", "1");
        ledger.orders().replace("old", shop("new"));
        assertThat(ledger.history().run("old").orElseThrow().cancelled()).isFalse();
        assertThat(ledger.runs().find("old").orElseThrow().state()).isEqualTo(RunState.DONE);
    }
}
