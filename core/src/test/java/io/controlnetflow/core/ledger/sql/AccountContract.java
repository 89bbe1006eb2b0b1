package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Account.Event;
import io.controlnetflow.core.ledger.Account.Limits;
import io.controlnetflow.core.ledger.Account.Pause;
import io.controlnetflow.core.ledger.Account.Spending;
import io.controlnetflow.core.ledger.Jobs.Claim;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Pause, limits, budgets and spending, on either database. */
abstract class AccountContract extends DoubtsContract {
    int claims(int most) {
        return ledger.jobs().claimForSubmit(most, LEASE).size();
    }

    void ready(int from, int to) {
        for (int number = from; number <= to; number++) {
            ready(number);
        }
    }

    @Test
    void claimsNothingWhilePaused() {
        ready(1);
        Pause pause = new Pause("402", "no credit: top up, then flow resume", null);
        ledger.account().pause(pause);
        assertThat(ledger.account().paused()).contains(pause);
        assertThat(claims(1)).isZero();
        ledger.account().goOn();
        assertThat(ledger.account().paused()).isEmpty();
        assertThat(claims(1)).isEqualTo(1);
    }

    @Test
    void endsAPauseAtItsTime() {
        ready(1);
        ledger.account().pause(new Pause("429", "too many", now().plusSeconds(10)));
        assertThat(claims(1)).isZero();
        clock.pass(Duration.ofSeconds(10));
        assertThat(ledger.account().paused()).isEmpty();
        assertThat(claims(1)).isEqualTo(1);
    }

    @Test
    void claimsNoFasterThanTheAccountAllows() {
        ready(1, 10);
        ledger.account().limits(new Limits(60, 3, 0));
        assertThat(claims(10)).isEqualTo(3);
        assertThat(claims(10)).isZero();
        clock.pass(Duration.ofMillis(2_500));
        assertThat(claims(10)).isEqualTo(2);
        clock.pass(Duration.ofMillis(500));
        assertThat(claims(10)).isEqualTo(1);
        clock.pass(Duration.ofHours(1));
        assertThat(claims(10)).isEqualTo(3);
        ledger.account().limits(Limits.NONE);
        assertThat(claims(10)).isEqualTo(1);
    }

    @Test
    void keepsNoMoreInFlightThanTheAccountAllows() {
        ready(1, 4);
        ledger.account().limits(new Limits(0, 0, 2));
        List<Claim> first = ledger.jobs().claimForSubmit(9, LEASE);
        assertThat(first).hasSize(2);
        ledger.jobs().accepted(first.get(0), "p", now());
        ledger.jobs().inDoubt(first.get(1), "reset");
        assertThat(claims(9)).isZero();
        ledger.jobs().completed(first.get(0).job().key(), "{}");
        assertThat(claims(9)).isEqualTo(1);
    }

    @Test
    void stopsAtTheDaysBudgetAndSaysSo() {
        ready(1, 4);
        ledger.account().budgets(null, new BigDecimal("0.07"));
        assertThat(claims(9)).isEqualTo(2);
        Pause pause = ledger.account().paused().orElseThrow();
        assertThat(pause.code()).isEqualTo("budget");
        assertThat(pause.reason())
                .contains("$0.06 of $0.07 reserved or spent today", "needs at least $0.03", "--budget-day");
        assertThat(claims(9)).isZero();
        ledger.account().budgets(null, new BigDecimal("0.09"));
        assertThat(claims(9)).isEqualTo(1);
        clock.pass(Duration.ofDays(1));
        assertThat(claims(9)).isEqualTo(1);
    }

    @Test
    void stopsAtARunsBudgetButReusesWhatWasReleased() {
        chain("run-1");
        for (int number = 1; number <= 3; number++) {
            ledger.jobs().attach(job(number, "run-1"));
            ledger.jobs().ready(key(number), "{}");
        }
        ledger.account().budgets(new BigDecimal("0.05"), null);
        Claim claim = ledger.jobs().claimForSubmit(1, LEASE).get(0);
        ledger.jobs().rejected(claim, "400");
        assertThat(claims(9)).isEqualTo(1);
        assertThat(ledger.account().paused().orElseThrow().reason())
                .contains("in this run", "--budget-run 0.06 or more");
    }

    @Test
    void addsUpWhatWasReservedSpentAndReleased() {
        done(1);
        polling(2);
        polling(3);
        ledger.jobs().failed(key(3), "no");
        assertThat(spending()).isEqualTo(new Spending(PRICE, PRICE, PRICE, 3));
        assertThat(ledger.account().spending(now().plusSeconds(1)).posts()).isZero();
        assertThat(found(3).cost()).isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    void logsWhatHappened() {
        long before = ledger.version();
        polling(1);
        ledger.account().event(key(1).hex(), "note", "hello");
        assertThat(ledger.version()).isGreaterThan(before);
        List<String> kinds = new ArrayList<>(
                ledger.account().events(6).stream().map(Event::kind).toList());
        assertThat(kinds).containsExactly("note", "prediction", "polling", "submitting", "ready", "new");
    }

    @Test
    void tellsListenersOfSettledJobs() throws Exception {
        List<JobKey> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable ended = ledger.onSettled(key -> {
            assertThat(ledger.jobs().find(key)).isPresent();
            told.add(key);
        })) {
            done(1);
            assertThat(ended).isNotNull();
            Awaitility.await().until(() -> told.contains(key(1)));
        }
        done(2);
        assertThat(told).doesNotContain(key(2));
    }
}
