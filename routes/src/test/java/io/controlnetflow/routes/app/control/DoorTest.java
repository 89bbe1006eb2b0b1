package io.controlnetflow.routes.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in at the door of a process that holds a ledger, and what is made of a door that is gone. */
class DoorTest {
    private static final Errand ERRAND = new Errand(List.of("why", "gen[1]"), true, false, 80);

    @TempDir
    Path state;

    private final List<Errand> done = new ArrayList<>();

    private Door open() {
        return Objects.requireNonNull(Door.open(state, errand -> {
            done.add(errand);
            return new Answer(3, "ja\n", "nein\n");
        }));
    }

    @Test
    void doesWhatItIsAskedAndSaysWhatCameOfIt() throws Exception {
        try (Door door = open()) {
            assertThat(Knock.at(state, ERRAND)).contains(new Answer(3, "ja\n", "nein\n"));
        }
        assertThat(done).containsExactly(ERRAND);
        assertThat(state).isEmptyDirectory();
        assertThat(Knock.at(state, ERRAND)).isEmpty();
    }

    @Test
    void onlyTheOwnerReadsTheToken() throws IOException {
        try (Door door = open()) {
            Path file = Address.file(state);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                assertThat(Files.getPosixFilePermissions(file))
                        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            }
            assertThat(Address.read(state).orElseThrow().token()).hasSize(43);
        }
    }

    @Test
    void refusesWhoeverHasNoToken() throws Exception {
        try (Door door = open()) {
            Address address = Address.read(state).orElseThrow();
            for (String said : List.of("", "Bearer ", "Bearer x" + address.token())) {
                HttpRequest.Builder request = HttpRequest.newBuilder(address.uri())
                        .POST(HttpRequest.BodyPublishers.ofString("{\"words\": [\"status\"]}"));
                if (!said.isEmpty()) {
                    request.header("Authorization", said);
                }
                HttpResponse<String> answer =
                        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body()).isEmpty();
            }
        }
        assertThat(done).isEmpty();
    }

    @Test
    void tellsNoTokenToAStrangerAtThePortOfAProcessThatWasKilled() throws Exception {
        List<String> heard = new ArrayList<>();
        HttpServer stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.createContext("/", exchange -> {
            heard.add(exchange.getRequestMethod() + exchange.getRequestHeaders().values());
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            exchange.close();
        });
        stranger.start();
        try {
            new Address(stranger.getAddress().getPort(), "secret").write(state);
            assertThat(Knock.at(state, ERRAND)).isEmpty();
        } finally {
            stranger.stop(0);
        }
        assertThat(heard).hasSize(1).first().asString().startsWith("GET").doesNotContain("secret");
        assertThat(Knock.at(state, ERRAND)).as("now nobody is there").isEmpty();
    }

    @Test
    void takesTheLatestProcessForTheOneThatHoldsTheLedger() throws Exception {
        new Address(1, "old").write(state);
        try (Door door = open()) {
            assertThat(Knock.at(state, ERRAND)).isPresent();
            new Address(2, "newer").write(state);
        }
        assertThat(Address.read(state)).as("not its own to remove").contains(new Address(2, "newer"));
    }

    @Test
    void saysWhenItIsNotKnownWhatCameOfIt() {
        try (Door door = Objects.requireNonNull(Door.open(state, errand -> {
            throw new IllegalStateException("x");
        }))) {
            assertThatThrownBy(() -> Knock.at(state, ERRAND)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aFileThatIsCutShortIsNoDoor() throws Exception {
        Files.writeString(Address.file(state), "{\"port\": 12");
        assertThat(Knock.at(state, ERRAND)).isEmpty();
        assertThat(URI.create("http://127.0.0.1:7" + Door.PATH)).isEqualTo(new Address(7, "t").uri());
    }
}
