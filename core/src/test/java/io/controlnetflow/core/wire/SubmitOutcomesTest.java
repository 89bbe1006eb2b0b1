package io.controlnetflow.core.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.wire.SubmitOutcome.Accepted;
import io.controlnetflow.core.wire.SubmitOutcome.Ambiguous;
import io.controlnetflow.core.wire.SubmitOutcome.NotAccepted;
import io.controlnetflow.core.wire.SubmitOutcome.Why;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitOutcomesTest {
    private static final String GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>x</body></html>";

    @Test
    void anIdIsAccepted() {
        SubmitOutcome outcome = answer(
                200, "{\"code\":200,\"message\":\"success\",\"data\":{\"id\":\"abcd1234\",\"status\":\"created\"}}");

        assertThat(outcome).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.prediction().id()).isEqualTo("abcd1234");
            assertThat(accepted.prediction().status()).isEqualTo(Status.CREATED);
        });
    }

    @Test
    void aSyncTimeOutIsAcceptedAndStillProcessing() {
        SubmitOutcome outcome = answer(
                200,
                "{\"code\":200,\"message\":\"success\",\"data\":{\"id\":\"abcd1234\",\"status\":\"processing\",\"code\":5004,"
                        + "\"error\":\"Sync mode timed out\"}}");

        assertThat(outcome).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.prediction().status().terminal()).isFalse();
            assertThat(accepted.prediction().code()).isEqualTo(TaskCode.TIMED_OUT);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void anIdUnderAServerErrorIsPolledNotDoubted(int status) {
        assertThat(answer(status, "{\"code\":5004,\"message\":\"slow\",\"data\":{\"id\":\"abcd1234\"}}"))
                .isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED",
        "401, UNAUTHORIZED",
        "402, NO_CREDIT",
        "403, REJECTED",
        "404, REJECTED",
        "413, REJECTED",
        "422, REJECTED",
        "429, RATE",
        "302, REJECTED"
    })
    void aRefusalMakesNoTask(int status, Why why) {
        assertThat(answer(status, "{\"code\":" + status + ",\"message\":\"no\",\"data\":null}"))
                .isEqualTo(new NotAccepted(why, status, "no", null));
        assertThat(answer(status, GATEWAY)).isInstanceOfSatisfying(NotAccepted.class, not -> assertThat(not.why())
                .isEqualTo(why));
    }

    @ParameterizedTest
    @CsvSource({"400, REJECTED", "401, UNAUTHORIZED", "402, NO_CREDIT", "429, RATE"})
    void aRefusalUnderHttp200IsARefusal(int code, Why why) {
        assertThat(answer(200, "{\"code\":" + code + ",\"message\":\"no\"}"))
                .isEqualTo(new NotAccepted(why, code, "no", null));
    }

    @Test
    void noCreditIsReadFromItsTaskCode() {
        assertThat(answer(400, "{\"code\":1407,\"message\":\"insufficient credits\"}"))
                .isEqualTo(new NotAccepted(Why.NO_CREDIT, 400, "insufficient credits", null));
    }

    @Test
    void readsErrorsWithoutAnEnvelope() {
        assertThat(answer(400, "{\"error\":\"webhook callback does not support base64 output\"}"))
                .isEqualTo(new NotAccepted(Why.REJECTED, 400, "webhook callback does not support base64 output", null));
        assertThat(answer(403, "{\"code\":403,\"message\":\"role viewer may not\",\"error_code\":\"NO_PERMISSION\"}"))
                .isEqualTo(new NotAccepted(Why.REJECTED, 403, "role viewer may not (NO_PERMISSION)", null));
    }

    @Test
    void honoursRetryAfter() {
        assertThat(SubmitOutcomes.ofAnswer(429, "7", body("{}")))
                .isEqualTo(new NotAccepted(Why.RATE, 429, "HTTP 429", Duration.ofSeconds(7)));
        assertThat(SubmitOutcomes.ofAnswer(
                        429, "Sun, 22 Nov 2026 11:00:30 GMT", body("{}"), Instant.parse("2026-11-22T11:00:00Z")))
                .isEqualTo(new NotAccepted(Why.RATE, 429, "HTTP 429", Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 499, 500, 502, 503, 504, 599})
    void aServerErrorWithoutAnIdIsAmbiguous(int status) {
        assertThat(answer(status, "{\"code\":" + status + ",\"message\":\"oops\"}"))
                .isInstanceOf(Ambiguous.class);
        assertThat(answer(status, GATEWAY)).isInstanceOf(Ambiguous.class);
        assertThat(answer(status, "")).isInstanceOf(Ambiguous.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"ok\"",
                "{\"code\":200,\"message\":\"success\"",
                "{\"code\":200,\"message\":\"success\",\"data\":null}",
                "{\"code\":200,\"message\":\"success\",\"data\":{}}",
                "{\"code\":200,\"message\":\"success\",\"data\":{\"id\":null,\"status\":\"created\"}}",
                "{\"code\":200,\"message\":\"success\",\"data\":{\"id\":\"../../balance\",\"status\":\"created\"}}",
                "{\"code\":200,\"message\":\"success\",\"data\":[{\"id\":\"abcd1234\"}]}",
                "{\"code\":500,\"message\":\"oops\"}",
                "{\"code\":5003,\"message\":\"service unavailable\"}",
                "{\"code\":0,\"message\":\"what\"}",
                "<html><title>Welcome</title></html>"
            })
    void successWithoutAUsableIdIsAmbiguous(String body) {
        assertThat(answer(200, body)).isInstanceOf(Ambiguous.class);
    }

    static Stream<Throwable> notReached() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new UnknownHostException("api.example"),
                new NoRouteToHostException("No route to host"),
                new SSLHandshakeException("PKIX path building failed"),
                new HttpConnectTimeoutException("HTTP connect timed out"),
                new ConnectTimeoutException(),
                new IllegalStateException("wrapped", new IOException("again", new ConnectException("refused"))));
    }

    @ParameterizedTest
    @MethodSource
    void notReached(Throwable failure) {
        assertThat(SubmitOutcomes.ofFailure(failure))
                .isInstanceOfSatisfying(
                        NotAccepted.class, not -> assertThat(not.why()).isEqualTo(Why.NOT_REACHED));
    }

    static Stream<Throwable> perhapsSent() {
        return Stream.of(
                new SocketTimeoutException("Read timed out"),
                new SocketException("Connection reset"),
                new SocketException("Broken pipe"),
                new SSLException("Connection reset"),
                new SSLException("closing inbound before receiving peer's close_notify"),
                new EOFException(),
                new HttpTimeoutException("request timed out"),
                new IOException("HTTP/1.1 header parser received no bytes"),
                new IllegalStateException("nobody knows"),
                new SocketException("Connection reset").initCause(new ConnectException("a second try of the client")));
    }

    @ParameterizedTest
    @MethodSource
    void perhapsSent(Throwable failure) {
        assertThat(SubmitOutcomes.ofFailure(failure)).isInstanceOf(Ambiguous.class);
    }

    @Test
    void surviveACircleOfCauses() {
        IOException first = new IOException("first");
        IOException second = new IOException("second", first);
        first.initCause(second);

        assertThat(SubmitOutcomes.ofFailure(first)).isEqualTo(new Ambiguous("IOException: first"));
    }

    /** Has the name of Apache HttpClient's exception, which is a time-out and comes before anything is sent. */
    private static final class ConnectTimeoutException extends SocketTimeoutException {
        private static final long serialVersionUID = 1;
    }

    private static SubmitOutcome answer(int status, String body) {
        return SubmitOutcomes.ofAnswer(status, null, body(body));
    }

    private static Body body(String text) {
        return Body.of(text.getBytes(UTF_8));
    }
}
