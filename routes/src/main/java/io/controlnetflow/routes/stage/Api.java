package io.controlnetflow.routes.stage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * How the stages reach the provider and the addresses it names: one static endpoint a stage, the address of each call in a
 * header. The key is put on calls to the API and on nothing else. Thread-safe.
 */
public final class Api {
    private static final String OPTIONS = "throwExceptionOnFailure=false&copyHeaders=false&disableStreamCache=true";
    private static final int LONGEST_ANSWER = 96 << 20;

    private final String identity;
    private final URI base;
    private final @Nullable String key;
    private final Connections connections;

    /**
     * @param identity {@code embedded}, or the origin
     * @param base without {@code /api/v3}
     * @param key sent as bearer token, to the base's origin only
     */
    public Api(String identity, URI base, @Nullable String key, Connections connections) {
        this.identity = identity;
        this.base = base;
        this.key = key;
        this.connections = connections;
    }

    /** Part of every job's key. */
    public String identity() {
        return identity;
    }

    /** An endpoint for calls to the API that gives up when nothing is answered for the given time. */
    public Endpoint endpoint(CamelContext camel, String stage, Duration answerWithin) {
        return endpoint(camel, base + "/api/v3", stage, answerWithin, false);
    }

    /** An endpoint for addresses that the provider named; may follow redirects, since it carries no key. */
    public Endpoint elsewhere(CamelContext camel, String stage, Duration answerWithin) {
        return endpoint(camel, base + "/elsewhere", stage, answerWithin, true);
    }

    private Endpoint endpoint(CamelContext camel, String address, String stage, Duration within, boolean redirects) {
        HttpEndpoint endpoint = camel.getEndpoint(address + "?" + OPTIONS + "&userAgent=" + stage, HttpEndpoint.class);
        endpoint.setHttpClient(connections.client(within, redirects));
        return endpoint;
    }

    /** Turns the exchange into a call to the API; whatever its message held is gone. */
    public void call(Exchange exchange, String method, String path, @Nullable String json) {
        Message message = fresh(exchange, method);
        message.setHeader(Exchange.HTTP_PATH, path);
        if (key != null) {
            message.setHeader("Authorization", "Bearer " + key);
        }
        if (json != null) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            message.setBody(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Adds a query to a call. */
    static void query(Exchange exchange, String query) {
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, query);
    }

    /**
     * Turns the exchange into a call to an address that the provider named, without the key.
     *
     * @throws IOException when it is no http or https address
     */
    public static Message callElsewhere(Exchange exchange, String method, String address) throws IOException {
        Message message = fresh(exchange, method);
        message.setHeader(Exchange.HTTP_URI, checked(address));
        return message;
    }

    /** A URL with braces would be read as a property placeholder by camel-http, so it must not pass. */
    private static String checked(String address) throws IOException {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri.toASCIIString();
            }
        } catch (URISyntaxException e) {
            throw new IOException("the provider named an unusable address: " + e.getReason(), e);
        }
        throw new IOException("the provider named an address that is not http or https");
    }

    private static Message fresh(Exchange exchange, String method) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        message.setHeader(Exchange.HTTP_METHOD, method);
        return message;
    }

    /** Reads what a call was answered; the message is empty afterwards. */
    public static HttpAnswer answer(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        String retryAfter = message.getHeader("Retry-After", String.class);
        byte[] body = bytes(message);
        message.removeHeaders("*");
        message.setBody(null);
        return new HttpAnswer(status == null ? 0 : status, retryAfter, body);
    }

    private static byte[] bytes(Message message) throws IOException {
        if (!(message.getBody() instanceof InputStream in)) {
            byte[] body = message.getBody(byte[].class);
            return body == null ? new byte[0] : body;
        }
        try (in) {
            byte[] body = in.readNBytes(LONGEST_ANSWER + 1);
            if (body.length > LONGEST_ANSWER) {
                throw new IOException("the answer is longer than " + LONGEST_ANSWER + " bytes");
            }
            return body;
        }
    }
}
