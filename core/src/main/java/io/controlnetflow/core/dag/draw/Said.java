package io.controlnetflow.core.dag.draw;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Texts of a flow as they may be shown. */
final class Said {
    private static final Pattern PASSWORD = Pattern.compile("(?<=[:/])[^/:@\\s]+:[^/@\\s]+@");
    private static final int LONGEST = 24;

    private Said() {}

    /** A Camel URI without options and passwords. */
    static String uri(String uri) {
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        return PASSWORD.matcher(path).replaceAll("");
    }

    /** What is called, in a word: of a model its name. */
    static String brief(String uri) {
        String path = uri(uri);
        return path.startsWith("wavespeed:")
                ? path.substring(path.lastIndexOf('/') + 1).replaceFirst("^wavespeed:", "")
                : path;
    }

    static String value(JsonNode value) {
        String text = value.isValueNode() ? value.asText() : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
