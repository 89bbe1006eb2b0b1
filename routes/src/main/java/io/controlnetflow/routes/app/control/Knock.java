package io.controlnetflow.routes.app.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.secret.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Asks the process that holds a ledger to do a command. */
public final class Knock {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Address address;

    private Knock(Address address) {
        this.address = address;
    }

    /**
     * Has the command done. Empty when nobody is there who knows the token: what the file in the state folder says may be of a process
     * that was killed, and its port another's by now. Nothing was done then, and the token was not told.
     *
     * @throws IOException when it was asked, and what became of it is not known
     */
    public static Optional<Answer> at(Path state, Errand errand) throws IOException, InterruptedException {
        Optional<Knock> found = Address.read(state).map(Knock::new);
        return found.isPresent() && found.get().isOurs()
                ? Optional.of(found.get().ask(errand))
                : Optional.empty();
    }

    private boolean isOurs() throws InterruptedException {
        String challenge = Tokens.random();
        HttpRequest request =
                request(CONNECT).header(Door.CHALLENGE, challenge).GET().build();
        try {
            String said =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return Tokens.same(address.proof(challenge), said);
        } catch (IOException e) {
            return false;
        }
    }

    private Answer ask(Errand errand) throws IOException, InterruptedException {
        HttpRequest request = request(ANSWER)
                .header("Authorization", Door.BEARER + address.token())
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(errand)))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("it answered " + response.statusCode());
        }
        return JSON.readValue(response.body(), Answer.class);
    }

    private HttpRequest.Builder request(Duration within) {
        return HttpRequest.newBuilder(address.uri()).timeout(within);
    }
}
