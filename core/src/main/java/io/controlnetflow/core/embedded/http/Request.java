package io.controlnetflow.core.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One request, read through small questions. */
public final class Request {
    private static final int MOST_JSON = 4 << 20;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-\\[\\]:]{1,255}");
    private final HttpExchange exchange;
    private final String fallbackBase;

    public Request(HttpExchange exchange, String fallbackBase) {
        this.exchange = exchange;
        this.fallbackBase = fallbackBase;
    }

    public String method() {
        return exchange.getRequestMethod();
    }

    /** Decoded, without the query. */
    public String path() {
        return exchange.getRequestURI().getPath();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    public boolean fromLoopback() {
        InetAddress address = exchange.getRemoteAddress().getAddress();
        return address != null && address.isLoopbackAddress();
    }

    /** {@code http://host:port} as the caller knows it: absolute URLs must work through any port mapping. */
    public String base() {
        return header("Host")
                .filter(h -> HOST.matcher(h).matches())
                .map(h -> "http://" + h)
                .orElse(fallbackBase);
    }

    public Map<String, String> query() {
        Map<String, String> all = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String part : raw == null ? new String[0] : raw.split("&")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            all.put(decode(name), equals < 0 ? "" : decode(part.substring(equals + 1)));
        }
        return all;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "query: " + text + " is not percent-encoded correctly");
        }
    }

    public InputStream body() {
        return exchange.getRequestBody();
    }

    /** The body as a JSON object. */
    public ObjectNode json() throws IOException {
        byte[] bytes = body().readNBytes(MOST_JSON + 1);
        if (bytes.length > MOST_JSON) {
            throw new Refusal(413, "request body is larger than 4 MiB");
        }
        try {
            JsonNode node = bytes.length == 0 ? Json.object() : Json.read(bytes);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new Refusal(400, "request body is not JSON: " + e.getOriginalMessage());
        }
        throw new Refusal(400, "request body is not a JSON object");
    }
}
