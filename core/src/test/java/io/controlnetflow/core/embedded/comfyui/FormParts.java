package io.controlnetflow.core.embedded.comfyui;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a multipart body, for tests: whole in memory, every byte a letter of Latin-1. */
record FormParts(Map<String, String> bodies, Map<String, String> filenames) {
    private static final Pattern DISPOSITION =
            Pattern.compile("(?i)content-disposition: form-data; name=\"([^\"]*)\"(?:; filename=\"([^\"]*)\")?");

    static FormParts of(HttpExchange exchange) throws IOException {
        String boundary = exchange.getRequestHeaders().getFirst("Content-Type").replaceFirst("^.*boundary=", "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        FormParts parts = new FormParts(new HashMap<>(), new HashMap<>());
        for (String part : ("\r\n" + body).split(Pattern.quote("\r\n--" + boundary))) {
            int blank = part.indexOf("\r\n\r\n");
            Matcher m = DISPOSITION.matcher(part);
            if (blank > 0 && m.find()) {
                parts.bodies.put(m.group(1), part.substring(blank + 4));
                parts.filenames.put(m.group(1), m.group(2) == null ? "" : m.group(2));
            }
        }
        return parts;
    }

    String text(String name) {
        return bodies.getOrDefault(name, "");
    }

    byte[] bytes(String name) {
        return text(name).getBytes(StandardCharsets.ISO_8859_1);
    }

    String filename(String name) {
        return filenames.getOrDefault(name, "");
    }
}
