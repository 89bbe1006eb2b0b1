package io.controlnetflow.core.dag.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.dag.InvalidFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A value on one line, as an endpoint option holds it: a text as it stands; numbers, {@code true}, {@code false} and {@code null}
 * by their plain word; lists, maps and quoted texts as YAML. Only what is closed by the partner of what opened it is taken for YAML,
 * so most prompts need no quotes.
 */
final class OptionText {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./-]*");

    private OptionText() {}

    /** What {@link #read} takes for this value. */
    static String write(JsonNode value) {
        if (!value.isTextual()) {
            return inside(value);
        }
        String text = value.textValue();
        return isPlain(text) ? text : quoted(text);
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.equals(text.strip())
                && text.codePoints().allMatch(OptionText::isSeen)
                && !isYaml(text)
                && TreeReader.plain(text).isTextual();
    }

    /** @throws InvalidFlow without a path, for what looks like YAML and is none */
    static JsonNode read(String given) {
        String text = given.strip();
        if (text.isEmpty()) {
            return TextNode.valueOf("");
        }
        if (!isYaml(text)) {
            JsonNode plain = TreeReader.plain(text);
            return plain.isTextual() ? TextNode.valueOf(given) : plain;
        }
        try {
            return TreeReader.value(text);
        } catch (Unreadable e) {
            throw new InvalidFlow(
                    "", text + " cannot be read as YAML: " + e.problem() + "; write a text like this in double quotes");
        }
    }

    private static boolean isYaml(String text) {
        if (text.length() < 2 || text.startsWith("{{")) {
            return false;
        }
        char last = text.charAt(text.length() - 1);
        return switch (text.charAt(0)) {
            case '[' -> last == ']';
            case '{' -> last == '}';
            case '"' -> last == '"';
            case '\'' -> last == '\'';
            default -> false;
        };
    }

    /** Flow style: short words plain, every other text in double quotes. */
    private static String inside(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> parts.add(inside(item)));
            return "[" + String.join(", ", parts) + "]";
        }
        if (value.isObject()) {
            value.properties().forEach(e -> parts.add(word(e.getKey()) + ": " + inside(e.getValue())));
            return "{" + String.join(", ", parts) + "}";
        }
        return value.isTextual() ? word(value.textValue()) : value.toString();
    }

    private static String word(String text) {
        return WORD.matcher(text).matches() && TreeReader.plain(text).isTextual() ? text : quoted(text);
    }

    /** JSON, with an escape for whatever YAML would fold or refuse. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (isSeen(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return out.append('"').toString();
    }

    /** No control, no break of a line, no half of a character. */
    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> c > 0xffff;
            default -> true;
        };
    }
}
