package io.controlnetflow.routes.app.lint.camel;

import io.controlnetflow.routes.app.lint.camel.RouteParts.Endpoint;
import io.controlnetflow.routes.app.lint.file.Nodes;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.camel.util.URISupport;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The options of an endpoint, from its URI and from the parameters beside it. Pure functions. */
final class UriOptions {
    private UriOptions() {}

    /** By name, as the component gets them. */
    static Map<String, String> of(Endpoint endpoint) throws URISyntaxException {
        Map<String, String> options = new LinkedHashMap<>();
        int query = endpoint.text().indexOf('?');
        if (query >= 0) {
            URISupport.parseQuery(endpoint.text().substring(query + 1), false, true)
                    .forEach((name, value) -> options.put(name, raw(String.valueOf(value))));
        }
        if (endpoint.parameters() != null) {
            Nodes.flat(endpoint.parameters())
                    .forEach((name, value) ->
                            options.put(name, raw(endpoint.fill().apply(value.getValue()))));
        }
        return options;
    }

    private static String raw(String value) {
        boolean round = value.startsWith("RAW(") && value.endsWith(")");
        boolean curly = value.startsWith("RAW{") && value.endsWith("}");
        return round || curly ? value.substring(4, value.length() - 1) : value;
    }

    /** The URI with further options, as Camel takes it in one line. */
    static String joined(String uri, Map<String, ScalarNode> parameters) {
        StringBuilder all = new StringBuilder(uri);
        parameters.forEach((name, value) -> {
            String text = raw(value.getValue());
            boolean plain = text.chars().noneMatch(c -> "&%+".indexOf(c) >= 0);
            all.append(all.indexOf("?") < 0 ? '?' : '&').append(name).append('=');
            all.append(plain ? text : "RAW{" + text + "}");
        });
        return all.toString();
    }

    /** One URI of it all. */
    static String uri(Endpoint endpoint, Map<String, String> options) {
        String bare = endpoint.text().replaceFirst("\\?.*", "");
        StringJoiner all = new StringJoiner("&", bare + "?", "").setEmptyValue(bare);
        options.forEach((name, value) -> all.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return all.toString();
    }

    /** Whether a value is known only when the route starts or runs. */
    static boolean isOpen(String value) {
        return value.contains("{{") || value.contains("${") || value.startsWith("#") || value.startsWith("$simple{");
    }
}
