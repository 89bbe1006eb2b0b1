package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.routes.engine.Bench;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program asks a person by a message with a link, and the link decides. */
class ApprovalByLinkTest {
    private static final String SHOP = """
            dag: shop
            inputs:
              image: {type: image, required: true}
            triggers: [{folder: {path: inbox, outbox: outbox}}]
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}"}}
              ok: {approve: {show: "${map}", tell: "http://127.0.0.1:PORT/hook"}}
              gray: {needs: [ok], call: "control-map:gray", with: {image: "${image}"}}
            outputs: {picture: "${gray}"}
            """;
    private static final String HASTY = """
            dag: hasty
            inputs:
              image: {type: image, required: true}
            triggers: [{folder: {path: urgent, outbox: outbox}}]
            nodes:
              ok: {approve: {show: "${image}", timeout: 1s, tell: "http://127.0.0.1:PORT/hook"}}
              gray: {needs: [ok], call: "control-map:gray", with: {image: "${image}"}}
            outputs: {picture: "${gray}"}
            """;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();

    @Test
    void aPersonIsToldAndDecidesOnceByTheLink() throws Exception {
        HttpServer chat = chat();
        String port = Integer.toString(chat.getAddress().getPort());
        Files.writeString(folder.resolve("shop.dag.yaml"), SHOP.replace("PORT", port));
        Files.writeString(folder.resolve("hasty.dag.yaml"), HASTY.replace("PORT", port));
        Files.createDirectories(folder.resolve("inbox"));
        Files.createDirectories(folder.resolve("urgent"));
        try (EmbeddedServer api =
                EmbeddedServer.start(EmbeddedSettings.in(folder.resolve("api")).withRenderless(true))) {
            String query;
            try (Program program = start(api, "first")) {
                String door = Program.door(folder.resolve("first"));
                Files.write(folder.resolve("inbox/cat<b>.png"), Bench.picture(1));
                String url = asked("shop");
                assertThat(url).startsWith(door + "/-/approve?cell=");
                assertThat(Files.readString(folder.resolve("first"))).contains("ok waits for a person: " + url);
                looksDecideNothing(url);
                refuses(url);
                decides(url);
                expires();
                query = url.substring(door.length());
                assertThat(program.alive()).isTrue();
            }
            try (Program program = start(api, "second")) {
                assertThat(json(get(Program.door(folder.resolve("second")) + query))
                                .path("decision")
                                .asText())
                        .as("the link outlives the process")
                        .isEqualTo("approved");
                assertThat(program.alive()).isTrue();
            }
        } finally {
            chat.stop(0);
        }
    }

    @Test
    void withoutAPortThereAreNoLinksAndTheFolderIsServedAllTheSame() throws Exception {
        HttpServer chat = chat();
        String port = Integer.toString(chat.getAddress().getPort());
        Files.writeString(folder.resolve("hasty.dag.yaml"), HASTY.replace("PORT", port));
        Files.write(Files.createDirectories(folder.resolve("urgent")).resolve("dog.png"), Bench.picture(2));
        try (EmbeddedServer api = EmbeddedServer.start(
                        EmbeddedSettings.in(folder.resolve("api")).withRenderless(true));
                Program program = Program.start(
                        api.baseUrl(),
                        "key",
                        folder.resolve("words"),
                        List.of("watch", folder.toString(), "--http-port", port))) {
            await().atMost(LONG).until(() -> Files.exists(folder.resolve("done")));
            assertThat(folder.resolve("words"))
                    .content()
                    .contains("127.0.0.1:" + port + " cannot be used", "; there are no links")
                    .doesNotContain("requests are taken");
            assertThat(told).singleElement().satisfies(message -> {
                assertThat(message.path("url").isNull()).isTrue();
                assertThat(message.path("cell").asText()).isEqualTo("ok");
            });
            assertThat(program.alive()).isTrue();
        } finally {
            chat.stop(0);
        }
    }

    private void looksDecideNothing(String url) throws Exception {
        HttpResponse<String> page = send(url, "GET", "", "text/html,*/*");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<h1>shop: ok</h1>", "cat&lt;b&gt;", "<button name=\"decision\" value=\"approve\">")
                .doesNotContain("<b>");
        assertThat(page.headers().firstValue("referrer-policy")).hasValue("no-referrer");
        Matcher picture = Pattern.compile("src=\"([^\"]*)\"").matcher(page.body());
        assertThat(picture.find()).isTrue();
        HttpResponse<String> shown = get(
                URI.create(url).resolve(picture.group(1).replace("&amp;", "&")).toString());
        assertThat(shown.headers().firstValue("content-type").orElse("")).startsWith("image/");
        get(url + "&decision=approve");
        assertThat(json(get(url)).path("decision").asText()).isEqualTo("waits");
    }

    private void refuses(String url) throws Exception {
        String wrong = url.substring(0, url.length() - 1) + (url.endsWith("A") ? "B" : "A");
        assertThat(post(url.replaceFirst("token=.*", "token="), "approve").statusCode())
                .isEqualTo(404);
        assertThat(post(wrong.replaceFirst("token=.", "token=_"), "approve").statusCode())
                .isEqualTo(404);
        assertThat(post(url.replace("%2Fok", "%2Fmap"), "approve").statusCode()).isEqualTo(404);
        assertThat(post(url, "perhaps").statusCode()).isEqualTo(400);
        assertThat(json(get(url)).path("decision").asText()).isEqualTo("waits");
    }

    private void decides(String url) throws Exception {
        HttpResponse<String> yes = post(url, "approve");
        assertThat(yes.statusCode()).as(yes.body()).isEqualTo(200);
        assertThat(json(yes).path("decision").asText()).isEqualTo("approved");
        assertThat(post(url, "approve").statusCode()).as("the same again").isEqualTo(200);
        HttpResponse<String> no = send(url, "POST", "{\"decision\": \"reject\"}", "application/json");
        assertThat(no.statusCode()).isEqualTo(409);
        assertThat(json(no).path("decision").asText()).isEqualTo("approved");
        await().atMost(LONG).until(() -> Files.exists(folder.resolve("done")));
        assertThat(send(url, "GET", "", "text/html").body())
                .contains("This was approved.")
                .doesNotContain("<form");
    }

    private void expires() throws Exception {
        Files.write(folder.resolve("urgent/dog.png"), Bench.picture(2));
        String url = asked("hasty");
        await().atMost(LONG)
                .until(() -> !json(get(url)).path("decision").asText().equals("waits"));
        HttpResponse<String> late = post(url, "approve");
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(json(late).path("says").asText())
                .isEqualTo("This has expired: nobody decided in time, and it was rejected.");
    }

    private HttpServer chat() throws IOException {
        HttpServer chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext("/hook", exchange -> {
            told.add(new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        chat.start();
        return chat;
    }

    /** The link in the message about the flow's question. */
    private String asked(String flow) {
        return await().atMost(LONG)
                .until(
                        () -> told.stream()
                                .filter(message -> message.path("flow").asText().equals(flow))
                                .map(message -> message.path("url").asText())
                                .findFirst()
                                .orElse(""),
                        url -> !url.isEmpty());
    }

    private Program start(EmbeddedServer api, String words) {
        return Program.start(
                api.baseUrl(),
                "key",
                folder.resolve(words),
                List.of("watch", folder.toString(), "--http-port", "0", "--poll-floor", "200ms"));
    }

    private HttpResponse<String> get(String url) throws Exception {
        return send(url, "GET", "", "application/json");
    }

    private HttpResponse<String> post(String url, String decision) throws Exception {
        return send(url, "POST", "decision=" + decision, "application/json");
    }

    private HttpResponse<String> send(String url, String method, String body, String accept) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Accept", accept);
        if (method.equals("POST")) {
            request.header(
                            "Content-Type",
                            body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }
}
