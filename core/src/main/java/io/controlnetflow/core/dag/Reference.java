package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code ${name.path}} inside a parameter. The name is an input or a node.
 *
 * @param name input or node
 * @param all true for {@code ${name[*]}}: a barrier over every cell of the node
 * @param path what is taken from the value; empty for the whole value
 */
public record Reference(String name, boolean all, List<String> path) {
    private static final Pattern FORM =
            Pattern.compile("\\$\\{([A-Za-z_][\\w-]*)(\\[\\*])?((?:\\.[A-Za-z_][\\w-]*)*)}");

    public Reference {
        path = List.copyOf(path);
    }

    /** Every reference inside the value, in reading order; text inside lists and objects too. */
    public static List<Reference> in(JsonNode value) {
        List<Reference> found = new ArrayList<>();
        collect(value, found);
        return found;
    }

    private static void collect(JsonNode value, List<Reference> found) {
        if (value.isTextual()) {
            Matcher m = FORM.matcher(value.textValue());
            while (m.find()) {
                found.add(of(m));
            }
        } else {
            value.forEach(child -> collect(child, found));
        }
    }

    static Matcher matcher(String text) {
        return FORM.matcher(text);
    }

    static Reference of(Matcher m) {
        String path = m.group(3);
        return new Reference(
                m.group(1),
                m.group(2) != null,
                path.isEmpty() ? List.of() : List.of(path.substring(1).split("\\.")));
    }

    /** As it is written. */
    @Override
    public String toString() {
        return "${" + name + (all ? "[*]" : "") + (path.isEmpty() ? "" : "." + String.join(".", path)) + "}";
    }
}
