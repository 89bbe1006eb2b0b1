package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.MODEL;
import static io.controlnetflow.core.embedded.Caller.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Json;
import io.controlnetflow.core.embedded.http.Step;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest {
    private static final String IMAGE = "http://127.0.0.1:1/x.png";

    private record Call(String query, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    @TempDir
    Path folder;

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private EmbeddedServer server;
    private Caller caller;
    private HttpServer target;

    @BeforeEach
    void start() throws Exception {
        server = EmbeddedServer.start(
                ContractTest.fast(folder).withWebhookPause(Duration.ofMillis(20)), Renderers.none());
        caller = new Caller(server);
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        target.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Call(exchange.getRequestURI().getQuery(), Map.copyOf(exchange.getRequestHeaders()), body));
            exchange.sendResponseHeaders(failures.getAndDecrement() > 0 ? 500 : 204, -1);
            exchange.close();
        });
        target.start();
    }

    @AfterEach
    void stop() {
        server.close();
        target.stop(0);
    }

    private String submit() throws Exception {
        String hook = "http://127.0.0.1:" + target.getAddress().getPort() + "/cb?job=abc";
        String path = MODEL + "?webhook=" + URLEncoder.encode(hook, StandardCharsets.UTF_8);
        return Caller.data(caller.post(path, inputs(IMAGE).toString()))
                .path("id")
                .asText();
    }

    @Test
    void callsBackSignedWithTheSecretOfTheKey() throws Exception {
        String id = submit();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> calls.size() == 1);
        Call call = calls.get(0);
        JsonNode body = Json.read(call.body());
        assertThat(call.query()).isEqualTo("job=abc");
        assertThat(body.path("id").asText()).isEqualTo(id);
        assertThat(body.path("status").asText()).isEqualTo("completed");
        assertThat(body.path("input").path("prompt").asText()).isEqualTo("a quiet harbour");
        assertThat(body.has("data")).isFalse();
        assertThat(caller.download(body.path("outputs").path(0).asText()).statusCode())
                .isEqualTo(200);

        String secret =
                Caller.data(caller.get("/api/v3/webhook/secret")).path("secret").asText();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.substring("whsec_".length()).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((call.header("Webhook-id") + "." + call.header("Webhook-timestamp") + ".")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(call.header("Webhook-signature"))
                .isEqualTo(
                        "v3," + HexFormat.of().formatHex(mac.doFinal(call.body().getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void callsThreeTimesMoreWhenTheTargetFailsAndThenGivesUp() throws Exception {
        failures.set(100);
        submit();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> calls.size() == 4);
        assertThat(server.audit().requests()).containsEntry(Step.WEBHOOK, 4L);
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(5))
                .until(() -> calls.size() == 4);
    }

    @Test
    void stopsCallingOnceTheTargetHasTakenIt() throws Exception {
        failures.set(1);
        submit();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> calls.size() == 2);
        Awaitility.await()
                .during(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(5))
                .until(() -> calls.size() == 2);
        assertThat(calls.get(0).header("Webhook-id")).isEqualTo(calls.get(1).header("Webhook-id"));
    }

    @Test
    void callsTwiceWhenTheAnswerIsLost() throws Exception {
        server.script().next(Step.WEBHOOK, Fault.RESET_AFTER);
        submit();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> calls.size() == 2);
    }

    @Test
    void refusesATargetThatIsNotHttpsAndNotLocal() throws Exception {
        for (String url : List.of("http://example.com/cb", "ftp://127.0.0.1/cb", "nonsense", "file:///etc/passwd")) {
            HttpResponse<byte[]> answer = caller.post(
                    MODEL + "?webhook=" + URLEncoder.encode(url, StandardCharsets.UTF_8),
                    inputs(IMAGE).toString());
            assertThat(answer.statusCode()).as(url).isEqualTo(400);
            assertThat(Caller.message(answer)).startsWith("webhook: " + url);
        }
    }

    @Test
    void hasAnotherSecretForAnotherKey() throws Exception {
        byte[] mine = caller.get("/api/v3/webhook/secret").body();
        assertThat(caller.get("/api/v3/webhook/secret").body()).isEqualTo(mine);
        assertThat(new Caller(server, "another").get("/api/v3/webhook/secret").body())
                .isNotEqualTo(mine);
    }
}
