package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.MODEL;
import static io.controlnetflow.core.embedded.Caller.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledTest {
    @TempDir
    Path folder;

    @Test
    void knowsWhatItAnsweredBeforeItsProcessWasKilledInTheMiddle() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        Standalone.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<String> answered = ConcurrentHashMap.newKeySet();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String base = out.readLine();
            submitUntilItDies(base, answered);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> answered.size() > 200);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isNotZero();
        List<String> known = List.copyOf(answered);

        try (EmbeddedServer server = EmbeddedServer.start(ContractTest.fast(folder), Renderers.none())) {
            Caller caller = new Caller(server);
            for (String id : known) {
                assertThat(caller.result(id).path("id").asText()).isEqualTo(id);
            }
            assertThat(caller.ended(known.get(0)).path("status").asText()).isEqualTo("completed");
            assertThat(server.audit().accepted()).isGreaterThanOrEqualTo(known.size());
            assertThat(server.audit().posts())
                    .isGreaterThanOrEqualTo(server.audit().accepted());
        }
    }

    private static void submitUntilItDies(String base, Set<String> answered) {
        HttpClient client = HttpClient.newHttpClient();
        for (int lane = 0; lane < 8; lane++) {
            var unused = CompletableFuture.runAsync(
                    () -> {
                        try {
                            while (true) {
                                HttpRequest request = HttpRequest.newBuilder(URI.create(base + MODEL))
                                        .header("Authorization", "Bearer k")
                                        .POST(HttpRequest.BodyPublishers.ofString(inputs("http://127.0.0.1:1/x.png")
                                                .toString()))
                                        .build();
                                HttpResponse<byte[]> response =
                                        client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                                answered.add(Caller.data(response).path("id").asText());
                            }
                        } catch (IOException e) {
                            // The process is gone: that is what this waits for.
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    task -> {
                        Thread thread = new Thread(task, "submitting");
                        thread.setDaemon(true);
                        thread.start();
                    });
        }
    }
}
