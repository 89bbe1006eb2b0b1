package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.ledger.Account.Spending;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Doubts.Doubt;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Jobs.Job;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** POSTs of unknown fate and the ways out, on either database. */
abstract class DoubtsContract extends JobsContract {
    Claim inDoubt(int number) {
        Claim claim = claimed(number);
        ledger.jobs().inDoubt(claim, "no answer within 60 s");
        return claim;
    }

    Spending spending() {
        return ledger.account().spending(Instant.EPOCH);
    }

    @Test
    void doubtsASubmitWhoseLeaseIsOver() {
        claimed(1);
        assertThat(ledger.doubts().sweepExpired(false)).isZero();
        clock.pass(LEASE);
        assertThat(ledger.doubts().sweepExpired(false)).isEqualTo(1);
        Doubt doubt = ledger.doubts().claim(9, LEASE).get(0);
        assertThat(doubt.job().state()).isEqualTo(JobState.IN_DOUBT);
        assertThat(doubt.sentAt()).isEqualTo(now().minus(LEASE));
        assertThat(doubt.answerBy()).isEqualTo(now());
        assertThat(ledger.doubts().claim(9, LEASE)).isEmpty();
    }

    @Test
    void awaitsNoAnswerToAPostThatIsOver() {
        inDoubt(1);
        assertThat(ledger.doubts().claim(1, LEASE)).singleElement().satisfies(doubt -> assertThat(doubt.answerBy())
                .isEqualTo(now()));
    }

    @Test
    void takesALateAnswerForWhatItIs() {
        Claim claim = inDoubt(1);
        assertThat(ledger.jobs().mine(claim, Duration.ZERO)).isFalse();
        assertThat(ledger.jobs().accepted(claim, "late", now())).isTrue();
        assertThat(found(1)).extracting(Job::state, Job::predictionId).containsExactly(JobState.POLLING, "late");
    }

    @Test
    void takesALateAnswerEvenAfterAbsenceWasBelievedProven() {
        Claim claim = inDoubt(1);
        ledger.doubts().provenAbsent(key(1), "two looks");
        assertThat(ledger.jobs().accepted(claim, "late", now())).isTrue();
        assertThat(ledger.jobs().claimForSubmit(9, LEASE)).isEmpty();
        assertThat(spending().reserved()).isEqualByComparingTo(PRICE);
    }

    @Test
    void keepsAnAnswerThatCameAfterTheNextAttempt() {
        Claim claim = inDoubt(1);
        ledger.doubts().provenAbsent(key(1), "two looks");
        Claim second = ledger.jobs().claimForSubmit(1, LEASE).get(0);
        assertThat(ledger.jobs().accepted(claim, "late", now())).isFalse();
        assertThat(ledger.doubts().known(List.of("late", "other"))).containsExactly("late");
        assertThat(ledger.account().events(9)).anyMatch(event -> event.kind().equals("orphan"));
        assertThat(ledger.jobs().accepted(second, "own", now())).isTrue();
    }

    @Test
    void adoptsAPredictionForOneJobOnly() {
        inDoubt(1);
        inDoubt(2);
        assertThat(ledger.doubts().adopt(key(1), "p", now())).isTrue();
        assertThat(ledger.doubts().adopt(key(2), "p", now())).isFalse();
        assertThat(found(2).state()).isEqualTo(JobState.IN_DOUBT);
        assertThat(found(1).cost()).isEqualTo(PRICE);
        assertThat(ledger.doubts().adopt(key(1), "q", now())).isFalse();
    }

    @Test
    void doubtsAnAnswerWithTheIdOfAnotherJob() {
        polling(1);
        Claim claim = claimed(2);
        assertThat(ledger.jobs().accepted(claim, "prediction-1", now())).isFalse();
        assertThat(found(2).state()).isEqualTo(JobState.IN_DOUBT);
    }

    @Test
    void countsLooksInVainUntilAbsenceIsProven() {
        inDoubt(1);
        ledger.doubts().claim(1, LEASE);
        ledger.doubts().lookedInVain(key(1), now().plusSeconds(60));
        assertThat(ledger.doubts().claim(1, LEASE)).isEmpty();
        clock.pass(Duration.ofSeconds(60));
        Doubt again = ledger.doubts().claim(1, LEASE).get(0);
        assertThat(again.looks()).isEqualTo(1);
        assertThat(again.lookedAt()).isEqualTo(now().minusSeconds(60));
        ledger.doubts().lookLater(key(1), now().plusSeconds(5), "list is down");
        assertThat(found(1).problem()).isEqualTo("list is down");
        ledger.doubts().provenAbsent(key(1), "two looks");
        assertThat(found(1).state()).isEqualTo(JobState.READY);
        assertThat(spending()).isEqualTo(new Spending(zero(), zero(), PRICE, 1));
    }

    @Test
    void asksAPersonAndFollowsHerWord() {
        for (int number = 1; number <= 3; number++) {
            inDoubt(number);
            waiting("r" + number, number);
            ledger.doubts().hold(key(number), "two predictions match");
            assertThat(states("r" + number)).contains(CellState.HELD);
        }
        assertThat(ledger.doubts().adopt(key(1), "p", now())).isTrue();
        ledger.doubts().resubmit(key(2));
        ledger.doubts().drop(key(3));
        assertThat(states("r1")).contains(CellState.WAITING);
        assertThat(states("r2")).contains(CellState.WAITING);
        assertThat(states("r3")).contains(CellState.FAILED);
        assertThat(found(2).state()).isEqualTo(JobState.READY);
        assertThat(found(3).state()).isEqualTo(JobState.CANCELLED);
        assertThat(spending().reserved()).isEqualByComparingTo(PRICE.multiply(new BigDecimal(3)));
        assertThatThrownBy(() -> ledger.doubts().drop(key(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is POLLING; only a job that is IN_DOUBT or HELD can be dropped");
    }

    static BigDecimal zero() {
        return new BigDecimal("0.000000");
    }
}
