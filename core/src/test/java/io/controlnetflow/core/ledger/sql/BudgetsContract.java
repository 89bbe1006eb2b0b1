package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.Account.Halt;
import io.controlnetflow.core.ledger.Budget;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Jobs.Job;
import io.controlnetflow.core.ledger.Runs.NewRun;
import io.controlnetflow.core.ledger.Runs.Opening;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What flows set as their own budgets, on either database. A job costs 0.03. */
abstract class BudgetsContract extends ReplacingContract {
    /** A run of one cell, which waits for a job that is ready to be sent. */
    private void waits(String run, Budget budget, @Nullable String caller, int... jobs) {
        ledger.runs().open(run(run, budget, caller), List.of(cell(run, "gen", 0)));
        for (int job : jobs) {
            ledger.jobs().attach(job(job, run));
            ledger.jobs().ready(key(job), "{}");
        }
    }

    private static NewRun run(String id, Budget budget, @Nullable String caller) {
        return new NewRun(id, "shoot", "{}", "{}", "batch-" + id, id + ".jpg", budget, caller);
    }

    private static Budget ofARun(String usd) {
        return new Budget(new BigDecimal(usd), null);
    }

    private static Budget ofADay(String usd) {
        return new Budget(null, new BigDecimal(usd));
    }

    private List<String> halted() {
        return ledger.account().halts().stream().map(Halt::run).toList();
    }

    @Test
    void stopsARunAtTheBudgetOfItsFlowAndLetsOthersGoOn() {
        waits("a", ofARun("0.07"), null, 1, 2, 3);
        waits("b", Budget.NONE, null, 4, 5);
        assertThat(claims(9)).isEqualTo(4);
        assertThat(claims(9)).isZero();
        assertThat(ledger.account().paused()).isEmpty();
        assertThat(halted()).containsExactly("a");
        assertThat(ledger.account().halts().get(0).reason())
                .startsWith("dag:shoot: limits.budget.run: $0.06 of $0.07 reserved or spent in this run, job ")
                .endsWith("needs at least $0.03; to go on, write run: 0.09 or more there, and start again");
    }

    @Test
    void findsWhatFitsBehindManyThatDoNot() {
        for (int run = 1; run <= 5; run++) {
            waits("over-" + run, ofARun("0"), null, run);
        }
        waits("rich", ofARun("0.03"), null, 6);
        assertThat(claims(1)).isEqualTo(1);
        assertThat(halted()).hasSize(5).doesNotContain("rich");
    }

    @Test
    void goesOnOnceTheRunIsOpenedWithMore() {
        waits("a", ofARun("0.04"), null, 1, 2, 3);
        assertThat(claims(9)).isEqualTo(1);
        ledger.runs().open(run("a", ofARun("0.04"), null), List.of());
        assertThat(claims(9)).isZero();
        assertThat(ledger.runs()
                        .open(run("a", ofARun("0.06"), null), List.of())
                        .plan()
                        .budget())
                .isEqualTo(ofARun("0.06"));
        assertThat(ledger.runs().find("a").orElseThrow().plan().budget()).isEqualTo(ofARun("0.06"));
        assertThat(claims(9)).isEqualTo(1);
        ledger.runs().open(run("a", Budget.NONE, null), List.of());
        assertThat(claims(9)).isEqualTo(1);
        assertThat(halted()).isEmpty();
    }

    @Test
    void reservesAgainWhatAFailedPredictionReleased() {
        waits("a", ofARun("0.03"), null, 1, 2);
        Claim claim = ledger.jobs().claimForSubmit(1, LEASE).get(0);
        assertThat(claims(9)).isZero();
        ledger.jobs().accepted(claim, "prediction", now());
        ledger.jobs().failed(claim.job().key(), "no");
        ledger.account().goOn();
        assertThat(claims(9)).isEqualTo(1);
    }

    @Test
    void countsADayOfAllRunsOfAFlowAndGoesOnAfterMidnight() {
        waits("a", ofADay("0.06"), null, 1);
        waits("b", ofADay("0.06"), null, 2);
        waits("c", ofADay("0.06"), null, 3);
        waits("other", new Budget(new BigDecimal("0.03"), new BigDecimal("1")), null);
        assertThat(claims(9)).isEqualTo(2);
        Halt halt = ledger.account().halts().get(0);
        assertThat(halt.run()).isIn("a", "b", "c");
        assertThat(halt.reason())
                .startsWith("dag:shoot: limits.budget.day: $0.06 of $0.06 reserved or spent today (UTC), job ")
                .endsWith(
                        "goes on after midnight UTC; to go on before, write day: 0.09 or more there, and start again");
        assertThat(halt.until()).isAfter(now()).isBeforeOrEqualTo(now().plus(Duration.ofDays(1)));
        assertThat(claims(9)).isZero();
        clock.pass(Duration.between(now(), halt.until()));
        assertThat(halted()).isEmpty();
        assertThat(claims(9)).isEqualTo(1);
    }

    @Test
    void holdsTheStricterOfFlowAndAccount() {
        waits("a", ofARun("0.09"), null, 1, 2, 3);
        ledger.account().budgets(new BigDecimal("0.06"), null);
        assertThat(claims(9)).isEqualTo(2);
        assertThat(ledger.account().paused().orElseThrow().reason()).contains("--budget-run 0.09 or more");
        assertThat(halted()).isEmpty();
        ledger.account().budgets(new BigDecimal("9"), null);
        waits("a", ofARun("0.09"), null, 4);
        assertThat(claims(9)).isEqualTo(1);
        assertThat(halted()).containsExactly("a");
    }

    @Test
    void countsWhatACalledRunReservesForTheRunThatCallsIt() {
        waits("top", ofARun("0.07"), null, 1);
        waits("middle", Budget.NONE, "top");
        waits("deep", Budget.NONE, "middle", 2, 3);
        assertThat(claims(9)).isEqualTo(2);
        assertThat(ledger.account().halts().get(0).reason()).contains("$0.06 of $0.07 reserved or spent in this run");
        String over = halted().get(0);
        assertThat(over).isIn("top", "deep");
        ledger.runs().open(run("top", ofARun("0.09"), null), List.of());
        assertThat(claims(9)).isEqualTo(1);
        assertThat(halted()).isEmpty();
    }

    @Test
    void countsForWhoeverWaitsForAJobWhenTheRunThatAskedFirstIsOver() {
        waits("poor", ofARun("0"), null, 1);
        ledger.runs().open(run("rich", ofARun("0.03"), null), List.of(cell("rich", "gen", 0)));
        ledger.runs().claimReady(9);
        ledger.runs().waiting("rich/gen", key(1).hex(), false);
        assertThat(claims(9)).isEqualTo(1);
        assertThat(found(1).asked().runId()).isEqualTo("rich");

        waits("poor", ofARun("0"), null, 2);
        assertThat(claims(9)).isZero();
        waits("late", ofARun("0.03"), null);
        Job job = ledger.jobs().attach(job(2, "late")).job();
        assertThat(job.state()).isEqualTo(JobState.READY);
        assertThat(claims(9)).isEqualTo(1);
    }

    @Test
    void countsWhatARunHasSpentForTheOneThatTakesItsPlace() {
        waits("old", ofARun("0.03"), null, 1);
        assertThat(claims(9)).isEqualTo(1);
        ledger.orders().replace("old", new Opening(run("new", ofARun("0.05"), null), List.of(cell("new", "gen", 0))));
        assertThat(ledger.account().ofRun("new")).isEqualByComparingTo("0.03");
        assertThat(ledger.account().ofFlow("shoot", now().minusSeconds(1))).isEqualByComparingTo("0.03");
        waits("new", ofARun("0.05"), null, 2);
        assertThat(claims(9)).isZero();
        waits("new", ofARun("0.06"), null);
        assertThat(claims(9)).isEqualTo(1);
    }
}
