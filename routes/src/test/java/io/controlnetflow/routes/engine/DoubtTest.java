package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to a job when nobody knows whether its POST was accepted. */
class DoubtTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench(folder);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"GATEWAY_TIMEOUT_AFTER", "RESET_AFTER", "SLOW", "MALFORMED", "NO_ID"})
    void adoptsWhatWasAcceptedAlthoughTheAnswerWasLost(Fault fault) {
        bench.server().script().next(Step.SUBMIT, fault);
        Jobs.Job job = bench.settled(bench.request("lost answer"));
        assertThat(job.state()).as(String.valueOf(job.problem())).isEqualTo(JobState.DONE);
        assertThat(job.attempts()).isEqualTo(1);
        assertThat(bench.server().audit().accepted()).isEqualTo(1);
        assertThat(bench.server().audit().posts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_BEFORE", "HTML", "INTERNAL"})
    void sendsAgainOnlyWhatIsProvenAbsent(Fault fault) {
        bench.server().script().next(Step.SUBMIT, fault);
        Jobs.Job job = bench.settled(bench.request("never arrived"));
        assertThat(job.state()).as(String.valueOf(job.problem())).isEqualTo(JobState.DONE);
        assertThat(job.attempts()).isEqualTo(2);
        assertThat(bench.server().audit().accepted()).isEqualTo(1);
        assertThat(bench.server().audit().requests().get(Step.LIST)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void holdsForAPersonWhenTheProviderHasNoList() {
        bench.server()
                .script()
                .next(Step.SUBMIT, Fault.GATEWAY_TIMEOUT_AFTER)
                .answer(Step.LIST, 404, Map.of(), "{\"code\":404,\"message\":\"no such path\"}");
        Jobs.Job job = bench.settled(bench.request("no list"));
        assertThat(job.state()).isEqualTo(JobState.HELD);
        assertThat(job.problem())
                .contains("$0.03 may have been charged")
                .contains("flow resolve " + job.key().brief() + " --resubmit")
                .contains("no such path");
        assertThat(bench.server().audit().posts()).isEqualTo(1);
    }

    @Test
    void looksLaterWhenTheListCannotBeReadNow() {
        bench.server()
                .script()
                .next(Step.SUBMIT, Fault.RESET_AFTER)
                .next(Step.LIST, Fault.UNAVAILABLE, Fault.MALFORMED, Fault.TRUNCATED);
        Jobs.Job job = bench.settled(bench.request("list broken for a while"));
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(bench.server().audit().accepted()).isEqualTo(1);
    }

    @Test
    void asksAgainForThePageThatCouldNotBeReadAndNotForTheWholeList() {
        bench.server()
                .script()
                .next(Step.SUBMIT, Fault.RESET_AFTER)
                .on(Step.LIST, 2, Fault.RESET_BEFORE)
                .on(Step.LIST, 3, Fault.UNAVAILABLE);
        Jobs.Job job = bench.settled(bench.request("the end of the list broken for a while"));
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(bench.server().audit().requests().get(Step.LIST))
                .as("one page, and its end three times")
                .isEqualTo(4);
    }

    @Test
    void findsAJobWhoseProgramEndedBetweenIntentAndAnswer() throws Exception {
        JobRequest request = bench.request("killed");
        bench.server().script().next(Step.SUBMIT, Fault.SLOW);
        Jobs.Attached attached = bench.engine().submit(request);
        await().atMost(Bench.SOON).until(() -> bench.server().audit().posts() == 1);
        bench.restart();
        Jobs.Job job = bench.settled(request);
        assertThat(job.key()).isEqualTo(attached.job().key());
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(bench.server().audit().posts()).isEqualTo(1);
    }

    @Test
    void pausesForAWrongKeyAndSaysSo() {
        bench.server().script().answer(Step.SUBMIT, 401, Map.of(), "{\"code\":401,\"message\":\"invalid api key\"}");
        JobRequest request = bench.request("paused");
        JobKey key = bench.engine().submit(request).job().key();
        await().atMost(Bench.SOON)
                .until(() -> bench.engine().ledger().account().paused().isPresent());
        assertThat(bench.engine().ledger().account().paused().orElseThrow().reason())
                .contains("invalid api key", "nothing is submitted until");
        assertThat(bench.engine().ledger().jobs().find(key).orElseThrow().state())
                .isEqualTo(JobState.READY);
        bench.engine().submit(bench.request("waits too"));
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        assertThat(bench.server().audit().posts()).isLessThanOrEqualTo(1);
        bench.restart();
        assertThat(bench.settled(request).state()).isEqualTo(JobState.DONE);
    }

    @Test
    void waitsAndSendsAgainAfterARateLimit() {
        bench.server().script().next(Step.SUBMIT, Fault.RATE);
        Jobs.Job job = bench.settled(bench.request("too fast"));
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(bench.server().audit().accepted()).isEqualTo(1);
    }

    @Test
    void doubtsNothingWhenAGatewayRefusesInWordsThatAreNoJson() {
        bench.server()
                .script()
                .answer(Step.SUBMIT, 429, Map.of("Retry-After", "1"), "<html><title>Slow down</title></html>");
        Jobs.Job job = bench.settled(bench.request("page of a gateway"));
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(bench.server().audit().requests().getOrDefault(Step.LIST, 0L))
                .isZero();
        assertThat(bench.server().audit().accepted()).isEqualTo(1);
    }

    @Test
    void failsWhatTheProviderRefusesWithItsWords() {
        bench.server().script().answer(Step.SUBMIT, 400, Map.of(), "{\"code\":400,\"message\":\"prompt is too long\"}");
        Jobs.Job job = bench.settled(bench.request("refused"));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.problem())
                .contains("HTTP 400: prompt is too long", job.key().brief());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNAVAILABLE", "RESET_BEFORE", "HTML", "MALFORMED", "RATE"})
    void goesOnPollingThroughTrouble(Fault fault) {
        bench.server().script().next(Step.POLL, fault, fault);
        assertThat(bench.settled(bench.request("poll trouble")).state()).isEqualTo(JobState.DONE);
        assertThat(bench.server().audit().posts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNAVAILABLE", "TRUNCATED", "WRONG_LENGTH", "RESET_BEFORE", "HTML"})
    void fetchesAgainWhatDidNotArriveWhole(Fault fault) {
        bench.server().script().next(Step.DOWNLOAD, fault);
        Jobs.Job job = bench.settled(bench.request("download trouble"));
        assertThat(job.state()).as(String.valueOf(job.problem())).isEqualTo(JobState.DONE);
        assertThat(bench.server().audit().requests().get(Step.DOWNLOAD)).isEqualTo(2);
        assertThat(bench.server().audit().posts()).isEqualTo(1);
    }

    @Test
    void saysWhyADownloadFailedWithoutTheWordsOfTheRoute() {
        bench.server().script().next(Step.DOWNLOAD, Fault.UNAVAILABLE, Fault.UNAVAILABLE, Fault.UNAVAILABLE);
        JobKey key = bench.engine().submit(bench.request("why")).job().key();
        await().atMost(Bench.SOON).untilAsserted(() -> assertThat(
                        bench.engine().ledger().jobs().find(key).orElseThrow().problem())
                .contains("the output could not be fetched: ")
                .contains("503")
                .doesNotContain("Sequential processing")
                .doesNotContain("Exchange["));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNAVAILABLE", "RESET_BEFORE", "HTML", "RATE"})
    void uploadsAgainAfterTrouble(Fault fault) {
        bench.server().script().next(Step.UPLOAD, fault);
        assertThat(bench.settled(bench.request("upload trouble")).state()).isEqualTo(JobState.DONE);
    }

    @Test
    void uploadsInOnePieceWhereTheProviderHasNoTickets() {
        bench.server().script().answer(Step.UPLOAD, 404, Map.of(), "{\"code\":404,\"message\":\"no such path\"}");
        assertThat(bench.settled(bench.request("no tickets")).state()).isEqualTo(JobState.DONE);
        assertThat(bench.server().audit().requests().get(Step.UPLOAD)).isEqualTo(2);
        assertThat(bench.server().audit().keysAtFiles()).isZero();
    }

    @Test
    void findsAJobOnALaterPageOfTheList() {
        for (int i = 0; i < 200; i++) {
            bench.server().script().answer(Step.LIST, 503, Map.of(), "{\"code\":503,\"message\":\"busy\"}");
        }
        bench.server().script().next(Step.SUBMIT, Fault.RESET_AFTER);
        JobRequest request = bench.request("first of many");
        bench.engine().submit(request);
        await().atMost(Bench.SOON).until(() -> bench.server().audit().posts() == 1);
        for (int i = 0; i < 120; i++) {
            bench.engine().submit(bench.request("another one " + i));
        }
        await().atMost(Bench.SOON).until(() -> bench.server().audit().accepted() == 121);
        long looks = bench.server().audit().requests().getOrDefault(Step.LIST, 0L);
        bench.server().script().clear();
        Jobs.Job job = bench.settled(request);
        assertThat(job.state()).as(String.valueOf(job.problem())).isEqualTo(JobState.DONE);
        assertThat(bench.server().audit().requests().get(Step.LIST)).isGreaterThanOrEqualTo(looks + 2);
        assertThat(bench.server().audit().posts()).isEqualTo(121);
    }

    @Test
    void failsWhatCannotBeUploaded() {
        bench.server().script().answer(Step.UPLOAD, 413, Map.of(), "{\"code\":413,\"message\":\"file is too large\"}");
        Jobs.Job job = bench.settled(bench.request("too large"));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.problem()).contains("file is too large", "nothing was submitted");
        assertThat(bench.server().audit().posts()).isZero();
    }
}
