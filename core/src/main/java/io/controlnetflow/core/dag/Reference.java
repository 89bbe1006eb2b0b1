package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.dag.word.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code ${name.path}} inside a parameter. The name is an input, a node, {@code matrix} or {@code item}. What is written
 * in another form is Camel's Simple, and left alone.
 *
 * @param name input or node
 * @param all true for {@code ${name[*]}}: a barrier over every cell of the node
 * @param path what is taken from the value; empty for the whole value
 */
public record Reference(String name, boolean all, List<String> path) {
    private static final Pattern FORM =
            Pattern.compile("\\$\\{([A-Za-z_][\\w-]*)(\\[\\*])?((?:\\.[A-Za-z_][\\w-]*)*)}");
    private static final Pattern OPENED = Pattern.compile("\\$\\{([A-Za-z_][\\w-]*)?((?:\\{\\{[^{}]*}}|[^}])*)(}?)");
    private static final Pattern NEED = Pattern.compile("([A-Za-z_][\\w-]*)(\\[\\*])?");

    public Reference {
        path = List.copyOf(path);
    }

    /** Every reference inside the value, in reading order; text inside lists and objects too. */
    public static List<Reference> in(JsonNode value) {
        List<Reference> found = new ArrayList<>();
        collect(value, found);
        return found;
    }

    /** The reference that a text is, and nothing else. */
    public static Optional<Reference> only(String text) {
        Matcher m = FORM.matcher(text);
        return m.matches() ? Optional.of(of(m)) : Optional.empty();
    }

    /** {@code id} or {@code id[*]}. */
    static Optional<Reference> ofNeed(String need) {
        Matcher m = NEED.matcher(need);
        return m.matches() ? Optional.of(new Reference(m.group(1), m.group(2) != null, List.of())) : Optional.empty();
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

    /** What begins like a reference and is neither one nor what its reader takes; paths are empty. */
    static List<Problem> broken(JsonNode value, Reader reader) {
        List<Problem> found = new ArrayList<>();
        if (value.isTextual()) {
            Matcher m = opened(value.textValue());
            while (m.find()) {
                inspect(m, reader).ifPresent(text -> found.add(new Problem("", text)));
            }
        } else {
            value.forEach(child -> found.addAll(broken(child, reader)));
        }
        return found;
    }

    private static Optional<String> inspect(Matcher m, Reader reader) {
        String name = m.group(1) == null ? "" : m.group(1);
        if (m.group(3).isEmpty()) {
            return Optional.of(m.group() + " is not closed; end it with }");
        }
        if (FORM.matcher(m.group()).matches()) {
            return Optional.empty();
        }
        return isSimple(m)
                ? reader.refuses(m.group(), name)
                : Optional.of(m.group()
                        + " is no reference; write ${node}, ${node.image}, ${node[*].image} or ${input}"
                        + (m.group(2).contains("(")
                                ? ", or ${variable." + m.group().substring(2)
                                : ""));
    }

    /** Whether what was opened, and is no reference by its form, is Camel's Simple. */
    static boolean isSimple(Matcher opened) {
        String name = opened.group(1) == null ? "" : opened.group(1);
        String rest = opened.group(2);
        return Names.SIMPLE.contains(name)
                || name.startsWith("body")
                || (!name.isEmpty() && (rest.startsWith(":") || rest.startsWith("(")));
    }

    /** Finds every dollar with a brace, to the closing brace: name, rest, and that brace. */
    static Matcher opened(String text) {
        return OPENED.matcher(text);
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
