package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.embedded.call.Audit;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Body;
import io.controlnetflow.core.wire.Signature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the provider calls back about, with the embedded server as the caller. */
class WebhooksTest {
    @TempDir
    Path folder;

    private Bench bench(UnaryOperator<EngineSettings> engine) {
        return new Bench(
                folder,
                provider -> provider.withWebhookPause(Duration.ofMillis(50)),
                settings -> engine.apply(settings.withWebhooks(
                        WebhookSettings.at("http://127.0.0.1:0/flow").listening("127.0.0.1", 0))));
    }

    @Test
    void settlesJobsByWebhookWithHardlyAPoll() {
        int jobs = 40;
        try (Bench bench = bench(UnaryOperator.identity())) {
            List<Jobs.Attached> attached = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                attached.add(bench.engine().submit(bench.request("picture " + i)));
            }
            attached.forEach(a -> assertThat(bench.engine()
                            .whenSettled(a.job().key())
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join()
                            .state())
                    .isEqualTo(JobState.DONE));
            Audit audit = bench.server().audit();
            assertThat(audit.posts()).isEqualTo(jobs);
            assertThat(audit.requests().get(Step.POLL)).isLessThanOrEqualTo(jobs / 5);
        }
    }

    @Test
    void failsAJobWhoseFailureIsCalledBack() {
        try (Bench bench = bench(UnaryOperator.identity())) {
            bench.server().script().next(Step.TASK, Fault.TASK_FAILED);
            Jobs.Job job = bench.settled(bench.request("fails"));
            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(job.cost()).isZero();
            assertThat(bench.server().audit().requests().get(Step.POLL)).isZero();
        }
    }

    @Test
    void givesAJobItsIdWhenTheAnswerToItsPostIsLost() {
        try (Bench bench = bench(settings -> settings.withDoubt(Duration.ofSeconds(60), OnDoubt.HOLD))) {
            bench.server().script().next(Step.SUBMIT, Fault.SLOW);
            bench.server().script().next(Step.LIST, Fault.UNAVAILABLE);
            Jobs.Job job = bench.settled(bench.request("lost answer"));
            assertThat(job.state()).as(String.valueOf(job.problem())).isEqualTo(JobState.DONE);
            assertThat(job.attempts()).isEqualTo(1);
            assertThat(bench.server().audit().posts()).isEqualTo(1);
        }
    }

    @Test
    void findsByAPollWhatWasNeverCalledBack() {
        try (Bench bench = bench(settings -> settings.withWebhooks(WebhookSettings.at("http://127.0.0.1:9/nobody")
                .listening("127.0.0.1", 0)
                .withFirstPoll(Duration.ofMillis(700))))) {
            Jobs.Job job = bench.settled(bench.request("no callback"));
            assertThat(job.state()).isEqualTo(JobState.DONE);
            assertThat(job.polls()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void refusesBase64BeforeAnythingIsSent() {
        try (Bench bench = bench(UnaryOperator.identity())) {
            JobRequest request = bench.request("in the answer");
            request.inputs().put("enable_base64_output", true);
            assertThatThrownBy(() -> bench.engine().submit(request))
                    .isInstanceOf(InvalidField.class)
                    .hasMessageContaining(
                            "enable_base64_output: true is refused by the provider together with webhooks");
            assertThat(bench.server().audit().posts()).isZero();
        }
    }

    @Test
    void refusesAnAddressThatTheProviderWouldNotCall() {
        for (String url : List.of("http://example.org/hook", "ftp://example.org", "https://", "https://e.org/#x")) {
            assertThatThrownBy(() -> WebhookSettings.at(url))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not a public https address");
        }
    }

    @Test
    void refusesForgedAndOldCallsAndIsUnharmedByReplaysAndStrangers() throws Exception {
        int port = freePort();
        try (Bench bench = bench(settings -> settings.withWebhooks(
                WebhookSettings.at("http://127.0.0.1:0/flow").listening("127.0.0.1", port)))) {
            Jobs.Job job = bench.settled(bench.request("called back"));
            String secret = secret(bench);
            String about = "{\"id\":\"" + job.predictionId() + "\",\"status\":\"failed\",\"error\":\"replayed\"}";
            String stranger = "{\"id\":\"stranger-1\",\"status\":\"completed\",\"outputs\":[]}";
            Instant now = Instant.now();
            assertThat(call(port, job, about, now, "whsec_guessed")).isEqualTo(401);
            assertThat(call(port, job, about, now.minusSeconds(301), secret)).isEqualTo(401);
            assertThat(call(port, job, about, now.minusSeconds(200), secret)).isEqualTo(204);
            assertThat(call(port, job, stranger, now, secret)).isEqualTo(204);
            assertThat(call(port, job, "no JSON", now, secret)).isEqualTo(204);
            Jobs.Job after = bench.settled(bench.request("one more, behind those in the queue"));
            assertThat(after.state()).isEqualTo(JobState.DONE);
            assertThat(bench.engine().ledger().jobs().find(job.key()).orElseThrow())
                    .isEqualTo(job);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String secret(Bench bench) throws IOException, InterruptedException {
        HttpRequest ask = HttpRequest.newBuilder(URI.create(bench.server().baseUrl() + "/api/v3/webhook/secret"))
                .header("Authorization", "Bearer test-key")
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(ask, HttpResponse.BodyHandlers.ofByteArray());
        return ((Answer.Ok<String>) ApiReader.secret(answer.statusCode(), Body.of(answer.body()))).value();
    }

    private static int call(int port, Jobs.Job job, String body, Instant at, String secret)
            throws IOException, InterruptedException {
        String time = Long.toString(at.getEpochSecond());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + port + "/flow?job=" + job.key().hex()))
                .header("webhook-id", "call-1")
                .header("webhook-timestamp", time)
                .header("webhook-signature", Signature.sign(secret, "call-1", time, bytes))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
