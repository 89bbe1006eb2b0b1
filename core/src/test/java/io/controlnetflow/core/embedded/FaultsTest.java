package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.MODEL;
import static io.controlnetflow.core.embedded.Caller.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.fault.Faults;
import io.controlnetflow.core.embedded.http.Step;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    private static final String BODY = inputs("http://127.0.0.1:1/x.png").toString();

    @TempDir
    Path folder;

    private EmbeddedServer server;
    private Caller caller;

    @BeforeEach
    void start() {
        Faults slow = Faults.parse("slow-for=300ms");
        server = EmbeddedServer.start(ContractTest.fast(folder).withFaults(slow), Renderers.none());
        caller = new Caller(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"429,429", "429-bare,429", "500,500", "502,502", "503,503", "504,504", "html,502"})
    void answersAnErrorAndDoesNothing(String fault, int status) throws Exception {
        server.script().next(Step.SUBMIT, Fault.named(fault).orElseThrow());
        HttpResponse<byte[]> answer = caller.post(MODEL, BODY);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(fault.equals("429"));
        assertThat(server.audit().accepted()).isZero();
        assertThat(server.audit().posts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"reset-before,0", "reset-after,1"})
    void closesTheConnectionWithoutAnAnswer(String fault, long accepted) {
        server.script().next(Step.SUBMIT, Fault.named(fault).orElseThrow());
        assertThatThrownBy(() -> caller.post(MODEL, BODY)).isInstanceOf(IOException.class);
        assertThat(server.audit().accepted()).isEqualTo(accepted);
    }

    @Test
    void acceptsAndThenTimesOutAtTheGateway() throws Exception {
        server.script().next(Step.SUBMIT, Fault.GATEWAY_TIMEOUT_AFTER);
        assertThat(caller.post(MODEL, BODY).statusCode()).isEqualTo(504);
        assertThat(server.audit().accepted()).isEqualTo(1);
    }

    @Test
    void acceptsAndAnswersWhatCannotBeRead() throws Exception {
        server.script().next(Step.SUBMIT, Fault.MALFORMED, Fault.NO_ID);
        HttpResponse<byte[]> torn = caller.post(MODEL, BODY);
        assertThat(torn.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> Caller.json(torn)).isInstanceOf(JsonProcessingException.class);
        assertThat(Caller.data(caller.post(MODEL, BODY)).has("id")).isFalse();
        assertThat(server.audit().accepted()).isEqualTo(2);
    }

    @Test
    void answersLate() throws Exception {
        server.script().next(Step.SUBMIT, Fault.SLOW);
        long before = System.nanoTime();
        assertThat(caller.post(MODEL, BODY).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    @Test
    void cutsDownloadsShort() throws Exception {
        JsonNode done =
                caller.ended(Caller.data(caller.post(MODEL, BODY)).path("id").asText());
        String url = done.path("outputs").path(0).asText();
        byte[] whole = caller.download(url).body();
        server.script().next(Step.DOWNLOAD, Fault.TRUNCATED, Fault.WRONG_LENGTH);
        assertThatThrownBy(() -> caller.download(url)).isInstanceOf(IOException.class);
        HttpResponse<byte[]> cut = caller.download(url);
        assertThat(cut.statusCode()).isEqualTo(200);
        assertThat(cut.body()).hasSize(whole.length / 2);
        assertThat(caller.download(url).body()).isEqualTo(whole);
    }

    @Test
    void failsTasksOnPurposeAndRefundsThem() throws Exception {
        server.script().next(Step.TASK, Fault.TASK_FAILED);
        JsonNode failed =
                caller.ended(Caller.data(caller.post(MODEL, BODY)).path("id").asText());
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.path("code").asInt()).isEqualTo(1405);
        assertThat(server.audit().refunded()).isEqualByComparingTo("0.03");
    }

    @Test
    void playsAScriptByNumberAndWordByWord() throws Exception {
        server.script().on(Step.OTHER, 2, Fault.UNAVAILABLE);
        assertThat(caller.get("/api/v3/balance").statusCode()).isEqualTo(200);
        assertThat(caller.get("/api/v3/balance").statusCode()).isEqualTo(503);
        server.script().answer(Step.SUBMIT, 418, Map.of("X-Tea", "yes"), "short and stout");
        HttpResponse<byte[]> answer = caller.post(MODEL, BODY);
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.headers().firstValue("X-Tea")).contains("yes");
        assertThat(answer.body()).asString().isEqualTo("short and stout");
    }

    @Test
    void showsItsBooks() throws Exception {
        caller.post(MODEL, BODY);
        caller.post(MODEL, BODY);
        JsonNode books = Caller.json(caller.send(caller.request("/_embedded/books")));
        assertThat(books.path("posts").asInt()).isEqualTo(2);
        assertThat(books.path("distinct").asInt()).isEqualTo(1);
        assertThat(books.path("paid_twice").asInt()).isEqualTo(1);
        assertThat(books.path("requests").path("submit").asInt()).isEqualTo(2);
        assertThat(books.toString()).doesNotContain("test-key");
    }

    @Test
    void readsTheShortText() {
        assertThat(Faults.parse("submit:reset-after=0.1, poll:503=0.2,seed=7,slow-for=1.5s"))
                .isEqualTo(new Faults(
                        List.of(
                                new Faults.Rule(Step.SUBMIT, Fault.RESET_AFTER, 0.1),
                                new Faults.Rule(Step.POLL, Fault.UNAVAILABLE, 0.2)),
                        7,
                        Duration.ofMillis(1500)));
        assertThat(Faults.parse("")).isEqualTo(Faults.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        submit:boom=0.1   | faults: submit:boom names no step and kind; write it like submit:reset-after=0.1
        submit=0.1        | faults: submit names no step and kind; write it like submit:reset-after=0.1
        submit:500=2      | faults: submit:500=2.0 is outside 0 to 1; write a probability such as 0.1
        submit:500=often  | faults: submit:500=often: often is not a number
        submit:1405=0.1   | faults: submit:1405 cannot happen; codes such as 1405 belong to task, everything else to a request
        """)
    void saysWhatIsWrongWithTheText(String text, String message) {
        assertThatThrownBy(() -> Faults.parse(text)).hasMessage(message);
    }

    @Test
    void drawsAsOftenAsSaidAndTheSameEachTime() {
        Faults faults = Faults.parse("poll:503=0.2,poll:reset-before=0.1,seed=7");
        List<String> drawn = LongStream.rangeClosed(1, 10_000)
                .mapToObj(n -> faults.drawn(Step.POLL, n).map(Fault::text).orElse(""))
                .toList();
        assertThat(drawn.stream().filter("503"::equals).count()).isBetween(1_850L, 2_150L);
        assertThat(drawn.stream().filter("reset-before"::equals).count()).isBetween(880L, 1_120L);
        assertThat(LongStream.rangeClosed(1, 10_000)
                        .mapToObj(
                                n -> faults.drawn(Step.POLL, n).map(Fault::text).orElse(""))
                        .toList())
                .isEqualTo(drawn);
        assertThat(faults.drawn(Step.SUBMIT, 1)).isEmpty();
    }
}
