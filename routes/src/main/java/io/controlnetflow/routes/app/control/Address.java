package io.controlnetflow.routes.app.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.secret.PrivateFiles;
import io.controlnetflow.core.secret.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a door is and what opens it, as it stands in a file of the state folder that only the folder's owner can read.
 *
 * @param port on loopback
 * @param token a new one for each process
 */
record Address(int port, String token) {
    private static final String NAME = "control.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    static Path file(Path state) {
        return state.resolve(NAME);
    }

    void write(Path state) throws IOException {
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("port", port)
                .put("token", token)
                .toString();
        PrivateFiles.write(file(state), json);
    }

    /** What shows whoever asks that the token is known, without telling it. */
    String proof(String challenge) {
        return Tokens.of(token, challenge);
    }

    URI uri() {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + Door.PATH);
    }

    /** Empty when there is none, or none that can be read. */
    static Optional<Address> read(Path state) {
        try {
            JsonNode json = JSON.readTree(Files.readString(file(state)));
            Address address =
                    new Address(json.path("port").asInt(), json.path("token").asText());
            return address.port > 0 && !address.token.isEmpty() ? Optional.of(address) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Address[" + port + "]";
    }
}
