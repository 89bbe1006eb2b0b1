package io.controlnetflow.routes.engine;

import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.routes.stage.CallbackAddress;
import java.time.Duration;

/**
 * How the provider calls us when a prediction has ended.
 *
 * @param address what the provider is told; its port 0 means the listener's own
 * @param host the address to listen at
 * @param port the port to listen at; zero: any free one
 * @param firstPoll from acceptance to the first poll, for webhooks that do not come; later ones grow from it
 */
public record WebhookSettings(CallbackAddress address, String host, int port, Duration firstPoll) {
    public static final String HOST = "127.0.0.1";
    public static final int PORT = 8099;
    public static final Duration FIRST_POLL = Duration.ofSeconds(30);

    public WebhookSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("webhook-port: " + port + " is outside 0 to 65535");
        }
    }

    /**
     * Listens on this machine, at the usual port.
     *
     * @throws IllegalArgumentException when the provider would not call this address
     */
    public static WebhookSettings at(String url) {
        return new WebhookSettings(CallbackAddress.of(url), HOST, PORT, FIRST_POLL);
    }

    public WebhookSettings listening(String atHost, int atPort) {
        return new WebhookSettings(address, atHost, atPort, firstPoll);
    }

    public WebhookSettings withFirstPoll(Duration value) {
        return new WebhookSettings(address, host, port, value);
    }

    /** @throws InvalidField for what the provider refuses together with webhooks */
    void check(JobRequest request) {
        if (request.inputs().path("enable_base64_output").asBoolean(false)) {
            throw new InvalidField(
                    request.label() + ": enable_base64_output",
                    "true",
                    "is refused by the provider together with webhooks; leave it out, or run without --webhook-url",
                    "");
        }
    }
}
