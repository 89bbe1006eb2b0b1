package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.MODEL;
import static io.controlnetflow.core.embedded.Caller.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.embedded.books.EmbeddedUnavailable;
import io.controlnetflow.core.embedded.call.Audit;
import io.controlnetflow.core.embedded.render.TinyPicture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private static final String IMAGE = "http://127.0.0.1:1/x.png";

    @TempDir
    Path folder;

    /** What a killed process would leave: the folder as it is in this very moment. */
    private Path asIfKilled() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Path original = folder.resolve("state");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file)) {
                    Path target = copy.resolve(original.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
        return copy;
    }

    private EmbeddedServer start(Path state, Duration generation) {
        return EmbeddedServer.start(
                ContractTest.fast(state).withGenerationTime(generation, generation), Renderers.none());
    }

    @Test
    void goesOnWithUnfinishedTasksAtTheirOriginalTimes() throws Exception {
        String id;
        Instant due;
        Path copy;
        String done;
        try (EmbeddedServer server = start(folder.resolve("state"), Duration.ofMillis(1500))) {
            Caller caller = new Caller(server);
            done = caller.submit(inputs(caller.upload(TinyPicture.png("a"))));
            JsonNode first = caller.ended(done);
            id = caller.submit(inputs(IMAGE));
            due = Instant.parse(caller.result(id).path("created_at").asText()).plusMillis(1500);
            copy = asIfKilled();
            assertThat(first.path("status").asText()).isEqualTo("completed");
        }
        Files.writeString(copy.resolve("books.jsonl"), "{\"task\":{\"id\":\"torn", StandardOpenOption.APPEND);

        try (EmbeddedServer server = start(copy, Duration.ofHours(1))) {
            Caller caller = new Caller(server);
            assertThat(caller.ended(id).path("status").asText()).isEqualTo("completed");
            assertThat(Instant.now()).isBetween(due.minusMillis(5), due.plusSeconds(20));
            JsonNode old = caller.result(done);
            assertThat(caller.download(old.path("outputs").path(0).asText()).statusCode())
                    .isEqualTo(200);
            assertThat(server.audit().posts()).isEqualTo(2);
            assertThat(server.audit().accepted()).isEqualTo(2);
            assertThat(server.audit().charged()).isEqualByComparingTo("0.06");
        }
    }

    @Test
    void knowsEveryAnsweredSubmitAfterAnAbruptEnd() throws Exception {
        List<String> answered = new ArrayList<>();
        Path copy;
        try (EmbeddedServer server = start(folder.resolve("state"), Duration.ofSeconds(2))) {
            Caller caller = new Caller(server);
            for (int i = 0; i < 50; i++) {
                answered.add(caller.submit(inputs(IMAGE).put("seed", i)));
            }
            copy = asIfKilled();
        }
        try (EmbeddedServer server = start(copy, Duration.ofSeconds(2))) {
            Caller caller = new Caller(server);
            for (String id : answered) {
                assertThat(caller.result(id).path("id").asText()).isEqualTo(id);
            }
            assertThat(server.audit().acceptedByInputs()).hasSize(50).allSatisfy((sha, n) -> assertThat(n)
                    .isEqualTo(1));
        }
    }

    @Test
    void keepsSumsAndSecretsOverSeveralStartsAndForgetsNothingPaid() throws Exception {
        String secret = "";
        for (int start = 1; start <= 3; start++) {
            try (EmbeddedServer server = start(folder.resolve("state"), Duration.ofMillis(5))) {
                Caller caller = new Caller(server);
                String id = caller.submit(inputs(IMAGE).put("seed", 1));
                caller.ended(id);
                caller.post("/api/v3/predictions/delete", "{\"ids\":[\"" + id + "\"]}");
                caller.post(MODEL, "{}");
                Audit audit = server.audit();
                assertThat(audit.posts()).isEqualTo(2L * start);
                assertThat(audit.accepted()).isEqualTo(start);
                assertThat(audit.charged()).isEqualByComparingTo("0.0" + 3 * start);
                assertThat(audit.paidTwice()).isEqualTo(start > 1 ? 1 : 0);
                String now = Caller.data(caller.get("/api/v3/webhook/secret"))
                        .path("secret")
                        .asText();
                assertThat(secret).isIn("", now);
                secret = now;
            }
        }
        assertThat(secret).startsWith("whsec_");
    }

    @Test
    void takesItsPortAgain() {
        int first;
        try (EmbeddedServer server = start(folder, Duration.ofSeconds(1))) {
            first = server.port();
        }
        try (EmbeddedServer server = start(folder, Duration.ofSeconds(1))) {
            assertThat(server.port()).isEqualTo(first);
        }
    }

    @Test
    void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
        int first;
        try (EmbeddedServer server = start(folder, Duration.ofSeconds(1))) {
            first = server.port();
        }
        try (ServerSocket squatter = new ServerSocket(first, 1, InetAddress.getLoopbackAddress());
                EmbeddedServer server = start(folder, Duration.ofSeconds(1))) {
            assertThat(server.port()).isNotEqualTo(squatter.getLocalPort());
            assertThatThrownBy(() -> EmbeddedServer.start(
                            ContractTest.fast(folder.resolve("other")).withPort(first), Renderers.none()))
                    .isInstanceOf(EmbeddedUnavailable.class)
                    .hasMessageContaining("port " + first + ": is in use");
        }
    }

    @Test
    void refusesAFolderThatAnotherServerHolds() {
        try (EmbeddedServer server = start(folder, Duration.ofSeconds(1))) {
            assertThat(server.port()).isPositive();
            assertThatThrownBy(() -> start(folder, Duration.ofSeconds(1)))
                    .isInstanceOf(EmbeddedUnavailable.class)
                    .hasMessageContaining("is in use by another process");
        }
    }
}
