package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.MODEL;
import static io.controlnetflow.core.embedded.Caller.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyTasksTest {
    private static final int MANY = 10_000;

    @TempDir
    Path folder;

    @Test
    void holdsTenThousandTasksInFlightWithoutAThreadEach() throws Exception {
        EmbeddedSettings settings =
                ContractTest.fast(folder).withGenerationTime(Duration.ofMinutes(5), Duration.ofMinutes(5));
        try (EmbeddedServer server = EmbeddedServer.start(settings, Renderers.none())) {
            Caller caller = new Caller(server);
            Semaphore window = new Semaphore(64);
            List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                window.acquire();
                String body = inputs("http://127.0.0.1:1/x.png").put("seed", i).toString();
                answers.add(caller.postLater(MODEL, body).whenComplete((a, e) -> window.release()));
            }
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> answers.stream()
                    .allMatch(CompletableFuture::isDone));
            assertThat(answers).allMatch(a -> a.join().statusCode() == 200);
            assertThat(server.audit().active()).isEqualTo(MANY);
            assertThat(server.audit().acceptedByInputs()).hasSize(MANY);
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(t -> t.getName().startsWith("embedded-")))
                    .hasSizeLessThan(32);
        }
        try (EmbeddedServer again = EmbeddedServer.start(settings, Renderers.none())) {
            assertThat(again.audit().active()).isEqualTo(MANY);
        }
    }
}
