package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.data;
import static io.controlnetflow.core.embedded.Caller.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.embedded.render.Errand;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.embedded.render.RenderStopped;
import io.controlnetflow.core.embedded.render.Rendered;
import io.controlnetflow.core.embedded.render.Renderer;
import io.controlnetflow.core.embedded.render.TinyPicture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancelTest {
    private static final byte[] MAP = TinyPicture.png("map");

    @TempDir
    Path folder;

    private final CompletableFuture<Boolean> stoppedForGood = new CompletableFuture<>();

    /** One picture at a time, each takes for ever. */
    private final class Slow implements Renderer {
        @Override
        public Rendered render(RenderRequest request, Errand errand) throws RenderStopped {
            try {
                errand.keep("begun");
                errand.pause(Duration.ofMinutes(5));
                throw new AssertionError("nobody waits that long");
            } catch (RenderStopped e) {
                stoppedForGood.complete(e.cancelled());
                throw e;
            }
        }

        @Override
        public int places() {
            return 1;
        }
    }

    private EmbeddedServer start() {
        return EmbeddedServer.start(
                EmbeddedSettings.in(folder).withGenerationTime(Duration.ZERO, Duration.ZERO), new Slow());
    }

    private static JsonNode cancel(Caller caller, String id) throws Exception {
        return data(caller.post("/api/v3/predictions/" + id + "/cancel", "{}"));
    }

    private static void awaitStatus(Caller caller, String id, String status) {
        Awaitility.await().until(() -> caller.result(id).path("status").asText(), status::equals);
    }

    @Test
    void stopsWhatIsAtWorkNeverStartsWhatWaitsAndRefundsBoth() throws Exception {
        try (EmbeddedServer server = start()) {
            Caller caller = new Caller(server);
            String url = caller.upload(MAP);
            String first = caller.submit(inputs(url).put("seed", 1));
            String second = caller.submit(inputs(url).put("seed", 2));
            String third = caller.submit(inputs(url).put("seed", 3));
            awaitStatus(caller, first, "processing");
            awaitStatus(caller, second, "created");

            assertThat(cancel(caller, second).path("status").asText()).isEqualTo("cancelled");
            assertThat(cancel(caller, first).path("status").asText()).isEqualTo("cancelled");
            assertThat(stoppedForGood.get(10, TimeUnit.SECONDS)).isTrue();
            awaitStatus(caller, third, "processing");

            assertThat(caller.result(first).path("outputs")).isEmpty();
            assertThat(server.audit().refunded()).isEqualByComparingTo("0.06");
            assertThat(caller.post("/api/v3/predictions/0123456789abcdef0123456789abcdef/cancel", "{}")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void leavesAloneWhatHasEnded() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(ContractTest.fast(folder), Renderers.none())) {
            Caller caller = new Caller(server);
            String id = caller.submit(inputs(caller.upload(MAP)));
            caller.ended(id);
            assertThat(cancel(caller, id).path("status").asText()).isEqualTo("completed");
            assertThat(server.audit().refunded()).isZero();
        }
    }

    @Test
    void doesNotTakeAServerThatClosesForACancelledPrediction() throws Exception {
        String id;
        try (EmbeddedServer server = start()) {
            Caller caller = new Caller(server);
            id = caller.submit(inputs(caller.upload(MAP)));
            awaitStatus(caller, id, "processing");
        }
        assertThat(stoppedForGood.get(10, TimeUnit.SECONDS)).isFalse();
        Renderer goesOn = (request, errand) -> {
            assertThat(errand.note()).contains("begun");
            assertThat(errand.id()).isEqualTo(id);
            return new Rendered(java.util.List.of(MAP));
        };
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.in(folder), goesOn)) {
            assertThat(new Caller(server).ended(id).path("status").asText()).isEqualTo("completed");
        }
    }
}
