package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer: a JSON object, or what else it shows. A gateway's page is an answer too, so it is never an error.
 *
 * @param tree null when it is not one JSON object
 * @param page the title, or the beginning, of what is none; else empty
 */
public record Body(@Nullable JsonNode tree, String page) {
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>([^<]{1,200})</title>");
    private static final int PAGE = 120;

    /** What was parsed already. */
    public static Body of(JsonNode tree) {
        return tree.isObject() ? new Body(tree, "") : page(tree.toString().getBytes(StandardCharsets.UTF_8));
    }

    public static Body of(byte[] bytes) {
        return Json.read(bytes).map(Body::of).orElseGet(() -> page(bytes));
    }

    /** What is no JSON. */
    public static Body page(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.UTF_8);
        Matcher title = TITLE.matcher(text);
        String shown = title.find() ? title.group(1) : text;
        shown = shown.replaceAll("\\p{Cntrl}|\\s+", " ").strip();
        return new Body(null, shown.length() <= PAGE ? shown : shown.substring(0, PAGE - 3) + "...");
    }
}
