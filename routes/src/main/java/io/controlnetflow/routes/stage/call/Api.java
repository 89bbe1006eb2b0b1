package io.controlnetflow.routes.stage.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.wire.Body;
import java.io.IOException;
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

    /** Turns the exchange into a call to the API without a body; whatever its message held is gone. */
    public void call(Exchange exchange, String method, String path) {
        Message message = fresh(exchange, method);
        message.setHeader(Exchange.HTTP_PATH, path);
        if (key != null) {
            message.setHeader("Authorization", "Bearer " + key);
        }
    }

    /** Turns the exchange into a POST of what {@link ApiJson} makes of a tree: the route must marshal it. */
    public void post(Exchange exchange, String path, JsonNode tree) {
        call(exchange, "POST", path);
        exchange.getMessage().setBody(tree);
    }

    /** Turns the exchange into a POST of a stored text, byte for byte: the route must not marshal it. */
    public void postStored(Exchange exchange, String path, @Nullable String json) {
        call(exchange, "POST", path);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(json == null ? null : json.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a query to a call. */
    public static void query(Exchange exchange, String query) {
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

    /** Takes what a call was answered, once the route has unmarshalled it; the message is empty afterwards. */
    public static HttpAnswer answer(Exchange exchange) {
        Message message = exchange.getMessage();
        if (!(message.getBody() instanceof Body body)) {
            throw new IllegalStateException("the route did not unmarshal the answer");
        }
        HttpAnswer answer = new HttpAnswer(status(message), message.getHeader("Retry-After", String.class), body);
        message.removeHeaders("*");
        message.setBody(null);
        return answer;
    }

    /** 0 when there is none. */
    public static int status(Message message) {
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return status == null ? 0 : status;
    }
}
