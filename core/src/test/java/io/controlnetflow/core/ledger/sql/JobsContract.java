package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Drops.Drop;
import io.controlnetflow.core.ledger.Drops.NewDrop;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Jobs.Job;
import io.controlnetflow.core.ledger.Jobs.NewJob;
import io.controlnetflow.core.ledger.Jobs.NextPoll;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.DropRun;
import io.controlnetflow.core.ledger.Runs.NewRun;
import io.controlnetflow.core.ledger.Runs.OfDrop;
import io.controlnetflow.core.ledger.Runs.Opening;
import io.controlnetflow.core.ledger.Runs.Run;
import io.controlnetflow.core.ledger.Runs.RunState;
import io.controlnetflow.core.ledger.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way of drops, runs and jobs, on either database. */
abstract class JobsContract extends MigrationContract {
    @Test
    void takesADropOnceUntilItIsFiled() {
        NewDrop cat = new NewDrop("/in", "a/cat.jpg", 12, Instant.ofEpochMilli(5), "ab");
        Drop first = ledger.drops().take(cat);
        assertThat(ledger.drops().take(cat)).isEqualTo(first);
        ledger.drops().started(first.id(), "run");
        assertThat(ledger.drops().open("/in")).extracting(Drop::runId).containsExactly("run");
        ledger.drops().filed(first.id());
        assertThat(ledger.drops().open("/in")).isEmpty();
        assertThat(ledger.drops().take(cat).id()).isNotEqualTo(first.id());
    }

    @Test
    void takesManyDropsTogetherInTheirOrder() {
        NewDrop cat = new NewDrop("/in", "cat.jpg", 12, Instant.ofEpochMilli(5), "ab");
        NewDrop dog = new NewDrop("/in", "dog.jpg", 12, Instant.ofEpochMilli(5), "cd");
        Drop first = ledger.drops().take(dog);
        List<Drop> taken = ledger.drops().take(List.of(cat, dog, cat));
        assertThat(taken).extracting(Drop::file).containsExactly(cat, dog, cat);
        assertThat(taken.get(1)).isEqualTo(first);
        assertThat(taken.get(2)).isEqualTo(taken.get(0));
        List<OfDrop> runs = ledger.runs()
                .open(
                        List.of(
                                new DropRun(first.id(), opening("dogs", "{}")),
                                new DropRun(taken.get(0).id(), opening("cats", "{}"))),
                        false);
        assertThat(runs).extracting(run -> run.run().plan().id()).containsExactly("dogs", "cats");
        assertThat(runs).allMatch(OfDrop::first);
        assertThat(ledger.drops().open("/in")).extracting(Drop::runId).containsExactly("dogs", "cats");
        OfDrop kept = ledger.runs().open(first.id(), opening("birds", "{}").run(), List.of(), true);
        assertThat(kept).isEqualTo(new OfDrop(runs.get(0).run(), false));
        assertThatThrownBy(
                        () -> ledger.runs().open(99_999, opening("birds", "{}").run(), List.of(), false))
                .hasMessageContaining("there is no drop 99999");
    }

    @Test
    void opensManyRunsTogetherAndClaimsTheirCellsRunByRun() {
        List<Opening> runs = List.of(
                opening("b", "{\"dag\":1}"),
                opening("a", "{\"dag\":2}"),
                opening("b", "{\"dag\":1}"),
                opening("c", "{\"dag\":1}"));
        assertThat(ledger.runs().open(runs)).extracting(run -> run.plan().id()).containsExactly("b", "a", "b", "c");
        assertThat(ledger.runs().claimReady(2)).extracting(Cell::id).containsExactly("b/map", "a/map");
        ledger.runs().done("a/map", "\"map\"");
        ledger.runs().done("b/map", "\"map\"");
        assertThat(ledger.runs().claimReady(9)).extracting(Cell::id).containsExactly("b/gen", "a/gen", "c/map");
        for (Opening opening : runs) {
            assertThat(ledger.runs().find(opening.run().id()).orElseThrow().plan())
                    .isEqualTo(opening.run());
        }
        assertThat(ledger.runs().open(runs)).extracting(Run::state).containsOnly(RunState.ACTIVE);
    }

    private static Opening opening(String id, String snapshot) {
        return new Opening(
                new NewRun(id, "hot-folder", snapshot, "{}", "batch", "cat.jpg"),
                List.of(cell(id, "map", 0, "gen"), cell(id, "gen", 1)));
    }

    @Test
    void usesAnUploadForSixDays() {
        ledger.uploads().uploaded("p", "ab", "https://x/1");
        ledger.uploads().uploaded("p", "ab", "https://x/2");
        assertThat(ledger.uploads().find("p", "ab")).contains("https://x/2");
        assertThat(ledger.uploads().find("q", "ab")).isEmpty();
        clock.pass(Uploads.USABLE);
        assertThat(ledger.uploads().find("p", "ab")).isEmpty();
        ledger.uploads().uploaded("p", "ab", "https://x/3");
        ledger.uploads().forget("p", "ab");
        assertThat(ledger.uploads().find("p", "ab")).isEmpty();
    }

    @Test
    void attachesToTheJobThatExists() {
        assertThat(ledger.jobs().attach(job(1)).created()).isTrue();
        done(2);
        assertThat(ledger.jobs().attach(job(1)).created()).isFalse();
        assertThat(ledger.jobs().attach(job(2)).job().state()).isEqualTo(JobState.DONE);
        assertThat(ledger.jobs().findByPrefix(key(1).brief())).containsExactly(found(1));
    }

    @Test
    void leadsAJobFromNewToDone() {
        ledger.jobs().attach(job(1));
        assertThat(ledger.jobs().claimForPrepare(5)).extracting(Job::key).containsExactly(key(1));
        assertThat(ledger.jobs().claimForPrepare(5)).isEmpty();
        ledger.jobs().ready(key(1), "{\"body\":1}");
        Claim claim = ledger.jobs().claimForSubmit(3, LEASE).get(0);
        assertThat(claim.job().state()).isEqualTo(JobState.SUBMITTING);
        assertThat(claim.job().body()).isEqualTo("{\"body\":1}");
        assertThat(claim.leaseUntil()).isEqualTo(now().plus(LEASE));
        assertThat(ledger.jobs().mine(claim, Duration.ofMinutes(1))).isTrue();
        assertThat(ledger.jobs().mine(claim, Duration.ofMinutes(4))).isFalse();
        assertThat(ledger.jobs().accepted(claim, "p1", now().plusSeconds(2))).isTrue();
        assertThat(ledger.jobs().accepted(claim, "p1", now().plusSeconds(2))).isTrue();
        assertThat(ledger.jobs().claimDue(now(), 9, LEASE)).isEmpty();
        Job due = ledger.jobs().claimDue(now().plusSeconds(3), 9, LEASE).get(0);
        assertThat(due.due()).isEqualTo(now().plusSeconds(2));
        ledger.jobs().stillRunning(List.of(new NextPoll(key(1), now().plusSeconds(4), true)));
        assertThat(found(1).processingAt()).isEqualTo(now());
        assertThat(found(1).polls()).isEqualTo(1);
        ledger.jobs().completed(key(1), "{\"id\":\"p1\"}");
        Job fetched = ledger.jobs().claimForDownload(9, LEASE).get(0);
        assertThat(fetched.result()).isEqualTo("{\"id\":\"p1\"}");
        ledger.jobs().downloaded(key(1), "[1]");
        assertThat(found(1))
                .extracting(Job::state, Job::outputs, Job::cost, Job::attempts, Job::predictionId)
                .containsExactly(JobState.DONE, "[1]", PRICE, 1, "p1");
        assertThat(ledger.jobs().countByState())
                .containsEntry(JobState.DONE, 1L)
                .hasSize(1);
        assertThat(ledger.jobs().settledAmong(List.of(key(1), key(2)))).containsExactly(key(1));
    }

    @Test
    void claimsAJobAgainWhenItsLeaseIsOver() {
        polling(1);
        assertThat(ledger.jobs().claimDue(now(), 9, LEASE)).hasSize(1);
        assertThat(ledger.jobs().claimDue(now(), 9, LEASE)).isEmpty();
        clock.pass(LEASE);
        assertThat(ledger.jobs().claimDue(now(), 9, LEASE)).hasSize(1);
    }

    @Test
    void triesARefusedJobAgainOnlyWhenItIsDue() {
        Claim claim = claimed(1);
        ledger.jobs().refused(claim, now().plusSeconds(30), "429: too many");
        assertThat(ledger.jobs().claimForSubmit(1, LEASE)).isEmpty();
        clock.pass(Duration.ofSeconds(30));
        Claim second = ledger.jobs().claimForSubmit(1, LEASE).get(0);
        assertThat(second.attempt()).isNotEqualTo(claim.attempt());
        assertThat(ledger.jobs().mine(claim, Duration.ZERO)).isFalse();
        ledger.jobs().rejected(second, "400: prompt is missing");
        assertThat(found(1))
                .extracting(Job::state, Job::problem)
                .containsExactly(JobState.FAILED, "400: prompt is missing");
        ledger.jobs().retry(key(1));
        assertThat(found(1).state()).isEqualTo(JobState.READY);
    }

    @Test
    void uploadsAgainForAJobThatWaitedLongerThanItsUploadLives() {
        String picture = "ab".repeat(32);
        NewJob asked = new NewJob(
                key(1), "embedded", "model", "{\"image\":\"sha256:" + picture + "\"}", PRICE, "cat.jpg", null, null);
        ledger.jobs().attach(asked);
        ledger.uploads().uploaded("embedded", picture, "https://x/1");
        ledger.jobs().ready(key(1), "{\"image\":\"https://x/1\"}");
        clock.pass(Duration.ofDays(5));
        assertThat(ledger.jobs().uploadAgain()).isZero();
        clock.pass(Duration.ofDays(1));
        assertThat(ledger.jobs().uploadAgain()).isEqualTo(1);
        assertThat(ledger.jobs().claimForSubmit(1, LEASE)).isEmpty();
        assertThat(ledger.jobs().claimForPrepare(1)).extracting(Job::key).containsExactly(key(1));
        ledger.uploads().uploaded("embedded", picture, "https://x/2");
        ledger.jobs().ready(key(1), "{\"image\":\"https://x/2\"}");
        assertThat(ledger.jobs().uploadAgain()).isZero();
        assertThat(ledger.jobs().claimForSubmit(1, LEASE).get(0).job().body()).contains("https://x/2");
    }

    @Test
    void looksAtThePicturesOfAnOldJobBeforeItIsSentAgain() {
        ledger.jobs().rejected(claimed(1), "404: no such model");
        clock.pass(Duration.ofDays(2));
        ledger.jobs().retry(key(1));
        assertThat(found(1).state()).isEqualTo(JobState.NEW);
    }

    @Test
    void countsTheDeadlinesOfAResumedJobFromThen() {
        polling(1);
        Instant accepted = found(1).acceptedAt();
        clock.pass(Duration.ofDays(2));
        ledger.jobs().parked(key(1), "longer than a day");
        ledger.jobs().resume(key(1));
        assertThat(found(1).resumedAt()).isEqualTo(now());
        assertThat(found(1).acceptedAt()).isNotNull().isEqualTo(accepted);
        assertThat(found(1).processingAt()).isNull();
    }

    @Test
    void readiesCellsBelowWhenTheJobIsDone() {
        ready(1);
        waiting("r", 1);
        assertThat(states("r")).containsExactly(CellState.DONE, CellState.WAITING, CellState.PENDING);
        Claim claim = ledger.jobs().claimForSubmit(1, LEASE).get(0);
        ledger.jobs().accepted(claim, "p", now());
        ledger.jobs().completed(key(1), "{}");
        ledger.jobs().downloaded(key(1), "[7]");
        assertThat(states("r")).containsExactly(CellState.DONE, CellState.DONE, CellState.READY);
        assertThat(ledger.runs().cells("r").get(1).output()).isEqualTo("[7]");
        assertThat(ledger.jobs().ofRun("r")).extracting(Job::key).containsExactly(key(1));
        Cell end = ledger.runs().claimReady(4).get(0);
        assertThat(ledger.runs().toPublish(9)).isEmpty();
        ledger.runs().done(end.id(), "1");
        assertThat(ledger.runs().toPublish(9)).extracting(Run::state).containsExactly(RunState.DONE);
        ledger.runs().published("r");
        assertThat(ledger.runs().toPublish(9)).isEmpty();
    }

    @Test
    void settlesACellAtOnceWhenItsJobIsSettledAlready() {
        done(1);
        waiting("r", 1);
        assertThat(states("r")).containsExactly(CellState.DONE, CellState.DONE, CellState.READY);
    }

    @Test
    void skipsWhatIsBelowAFailureAndBringsItBackWithARetry() {
        polling(1);
        waiting("r", 1);
        ledger.jobs().failed(key(1), "out of memory");
        assertThat(states("r")).containsExactly(CellState.DONE, CellState.FAILED, CellState.SKIPPED);
        assertThat(ledger.runs().find("r").orElseThrow().state()).isEqualTo(RunState.FAILED);
        ledger.jobs().retry(key(1));
        assertThat(states("r")).containsExactly(CellState.DONE, CellState.WAITING, CellState.PENDING);
        assertThat(ledger.runs().find("r").orElseThrow().state()).isEqualTo(RunState.ACTIVE);
    }

    @Test
    void startsTheFailedCellsOfARunAgain() {
        chain("r");
        Cell map = ledger.runs().claimReady(1).get(0);
        ledger.runs().failed(map.id(), "no picture");
        assertThat(states("r")).containsExactly(CellState.FAILED, CellState.SKIPPED, CellState.SKIPPED);
        assertThat(chain("r").state()).isEqualTo(RunState.FAILED);
        ledger.runs().again("r");
        assertThat(states("r")).containsExactly(CellState.READY, CellState.PENDING, CellState.PENDING);
    }

    @Test
    void givesRunningCellsBackAtStart() {
        chain("r");
        ledger.runs().claimReady(5);
        assertThat(ledger.runs().recover()).isEqualTo(1);
        assertThat(ledger.runs().claimReady(5)).extracting(Cell::node).containsExactly("map");
        assertThat(ledger.runs().recover()).isZero();
    }

    @Test
    void holdsTheCellOfAParkedJobUntilItIsResumed() {
        polling(1);
        waiting("r", 1);
        ledger.jobs().parked(key(1), "longer than 10 minutes");
        assertThat(states("r")).contains(CellState.HELD);
        assertThat(ledger.runs().toPublish(1)).extracting(Run::state).containsExactly(RunState.HELD);
        ledger.runs().published("r");
        ledger.jobs().resume(key(1));
        assertThat(states("r")).contains(CellState.WAITING);
        ledger.jobs().completed(key(1), "{}");
        ledger.jobs().lost(key(1), "gone");
        ledger.jobs().resume(key(1));
        ledger.jobs().downloaded(key(1), "[]");
        assertThat(states("r")).containsExactly(CellState.DONE, CellState.DONE, CellState.READY);
        assertThatThrownBy(() -> ledger.jobs().retry(key(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is DONE; only a job that is FAILED or CANCELLED can be retried");
    }

    @Test
    void cancelsOnlyWhatIsNotYetSent() {
        ready(1);
        waiting("r", 1);
        assertThat(ledger.jobs().cancel(key(1))).isTrue();
        assertThat(states("r")).contains(CellState.FAILED);
        polling(2);
        assertThat(ledger.jobs().cancel(key(2))).isFalse();
    }
}
