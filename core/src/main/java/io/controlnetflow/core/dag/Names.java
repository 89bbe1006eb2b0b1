package io.controlnetflow.core.dag;

import java.util.Set;
import java.util.regex.Pattern;

/** Names of flows, inputs, nodes and coordinates; and those that are taken. */
public final class Names {
    static final String PATTERN = "^[A-Za-z_][A-Za-z0-9_-]*$";
    static final String WHAT = "a name of letters, digits, _ and -, a letter first";

    public static final String MATRIX = "matrix";
    public static final String ITEM = "item";

    /** The coordinate of a picture among several of one request. */
    public static final String PICTURE = "n";

    /** What Camel's Simple calls its own, and people write without parameters; a reference never means one of our names then. */
    static final Set<String> SIMPLE = Set.of(
            "body",
            "bodyOneLine",
            "bodyType",
            "camelContext",
            "camelId",
            "env",
            "exception",
            "exchange",
            "exchangeId",
            "exchangeProperty",
            "fromRouteId",
            "header",
            "headers",
            "hostname",
            "id",
            "messageHistory",
            "messageTimestamp",
            "null",
            "originalBody",
            "prettyBody",
            "random",
            "routeGroup",
            "routeId",
            "stepId",
            "sys",
            "threadId",
            "threadName",
            "uuid",
            "variable",
            "variables");

    /** What of it is told by a message on its way. */
    private static final Set<String> OF_MESSAGE = Set.of(
            "exception",
            "exchange",
            "exchangeId",
            "exchangeProperty",
            "fromRouteId",
            "header",
            "headerAs",
            "headers",
            "id",
            "mandatoryBodyAs",
            "messageAs",
            "messageHistory",
            "messageTimestamp",
            "originalBody",
            "prettyBody",
            "routeGroup",
            "routeId",
            "stepId");

    private static final Set<String> RESERVED =
            Set.of(MATRIX, ITEM, "body", "header", "headers", "variable", "variables", "exchangeProperty", "exception");
    private static final Pattern FORM = Pattern.compile(PATTERN);

    private Names() {}

    /** Whether an expression of Camel's that begins so needs a message. */
    static boolean ofMessage(String name) {
        return name.startsWith("body") || OF_MESSAGE.contains(name);
    }

    /** @param path of the name in its flow */
    static void check(String path, String name) {
        if (!FORM.matcher(name).matches()) {
            throw new InvalidFlow(path, "is no name; use letters, digits, _ and -, a letter first");
        }
        if (RESERVED.contains(name)) {
            throw new InvalidFlow(path, "is a name with a meaning of its own in references; take another");
        }
    }

    static void checkCoordinate(String name) {
        if (!FORM.matcher(name).matches()) {
            throw new InvalidFlow(name, "is no name; use letters, digits, _ and -, a letter first");
        }
        if (name.equals(PICTURE) || name.equals(ITEM)) {
            throw new InvalidFlow(
                    name,
                    "is the coordinate of " + (name.equals(ITEM) ? "each" : "num_images") + "; take another name");
        }
    }
}
