package io.controlnetflow.core.dag.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.core.job.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node's words as options of an endpoint, {@code dag:FLOW/NODE?…}, and back. Names of a matrix and parameters have options of their
 * own: {@code matrix.seed}, {@code with.prompt}. Names of a matrix stand in the order of the alphabet, or in that of the option
 * {@code matrix}, as in {@code matrix=size,control}. Pure functions: safe for use by many threads.
 */
public final class NodeWords {
    /** The one step of an approval's route. */
    public static final String APPROVE = "dag:approve";

    private static final String WITH = "with.";
    private static final String MATRIX = "matrix.";
    private static final String NEEDS = "needs";
    private static final String ORDER = "matrix";
    private static final String APPROVAL = "approve.";

    /** Options that hold a text, and nothing else. */
    private static final List<String> TEXTS = List.of(
            "each",
            "when",
            "timeout",
            "retry.backoff",
            "approve.show",
            "approve.timeout",
            "approve.otherwise",
            "approve.tell");

    /** Options that hold a value of another kind. */
    private static final List<String> VALUES =
            List.of("include", "exclude", "join", "retry.max", "cache", "optional", "publish", "repeatable");

    private NodeWords() {}

    /** Every option by its whole name; what begins with {@code with.} and {@code matrix.} comes on top. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(TEXTS);
        names.addAll(VALUES);
        names.addAll(List.of(NEEDS, ORDER));
        return names;
    }

    /** A node's words without its call or steps, in the order in which a person reads them. */
    public static Map<String, String> options(Node node) {
        ObjectNode words = node.words();
        Map<String, String> options = new LinkedHashMap<>();
        if (!node.needs().isEmpty()) {
            options.put(NEEDS, String.join(",", node.needs()));
        }
        text(options, "each", words.get("each"));
        matrix(options, words.path("matrix"));
        for (String word : List.of("join", "when")) {
            put(options, word, words.get(word));
        }
        words.path("with").properties().forEach(e -> put(options, WITH + e.getKey(), e.getValue()));
        for (String word : List.of("approve", "retry")) {
            words.path(word).properties().forEach(e -> put(options, word + "." + e.getKey(), e.getValue()));
        }
        for (String word : List.of("timeout", "cache", "optional", "publish", "repeatable")) {
            put(options, word, words.get(word));
        }
        return options;
    }

    private static void matrix(Map<String, String> options, JsonNode matrix) {
        List<String> axes = new ArrayList<>();
        matrix.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !VALUES.contains(name))
                .forEach(axes::add);
        if (!axes.equals(axes.stream().sorted().toList())) {
            options.put(ORDER, String.join(",", axes));
        }
        axes.forEach(name -> put(options, MATRIX + name, matrix.get(name)));
        put(options, "include", matrix.get("include"));
        put(options, "exclude", matrix.get("exclude"));
    }

    private static void put(Map<String, String> options, String option, @Nullable JsonNode value) {
        if (TEXTS.contains(option)) {
            text(options, option, value);
        } else if (value != null) {
            options.put(option, OptionText.write(value));
        }
    }

    private static void text(Map<String, String> options, String option, @Nullable JsonNode value) {
        if (value != null) {
            options.put(option, value.asText());
        }
    }

    /**
     * @param id the node's
     * @param options by name, in any order; values as text, or as numbers and truths
     * @param body what its route does; a call of {@link #APPROVE} is an approval
     * @throws InvalidFlow with everything that is wrong; paths are names of options
     */
    public static Node node(String id, Map<String, Object> options, Body body) {
        ObjectNode words = JsonNodeFactory.instance.objectNode();
        boolean approval = body instanceof Body.Call call && call.uri().equals(APPROVE);
        if (approval) {
            words.putObject("approve");
        }
        List<Problem> problems = new ArrayList<>();
        axes(options, problems).forEach(axis -> words.withObject("/matrix").putNull(axis));
        options.forEach((option, value) -> {
            if (option.startsWith(APPROVAL) && !approval) {
                problems.add(new Problem(
                        option, "has a meaning only for a route whose one step is to: " + APPROVE + "; leave it out"));
            } else {
                take(words, option, String.valueOf(value), problems);
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidFlow("", problems);
        }
        return made(() -> Node.ofWords(id, approval ? new Body.Route() : body, words));
    }

    /** The names of the matrix in their order. */
    private static List<String> axes(Map<String, Object> options, List<Problem> problems) {
        List<String> names = options.keySet().stream()
                .filter(option -> option.startsWith(MATRIX))
                .map(option -> option.substring(MATRIX.length()))
                .sorted()
                .toList();
        Object order = options.get(ORDER);
        if (order == null) {
            return names;
        }
        List<String> said = split(order.toString());
        if (!said.stream().sorted().toList().equals(names)) {
            problems.add(new Problem(
                    ORDER,
                    order + " does not name each matrix.NAME once; write the names in their order, as in "
                            + String.join(",", names)));
        }
        return said;
    }

    private static List<String> split(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
    }

    private static void take(ObjectNode words, String option, String value, List<Problem> problems) {
        if (option.startsWith(WITH)) {
            read(words.withObject("/with"), option, option.substring(WITH.length()), value, problems);
        } else if (option.startsWith(MATRIX)) {
            read(words.withObject("/matrix"), option, option.substring(MATRIX.length()), value, problems);
        } else if (option.equals(NEEDS)) {
            split(value).forEach(words.withArray("/needs")::add);
        } else if (TEXTS.contains(option) || VALUES.contains(option)) {
            known(words, option, value, problems);
        } else if (!option.equals(ORDER)) {
            String hint = Suggestion.hint(option, names());
            problems.add(new Problem(
                    option,
                    "is no option of a node; " + (hint.isEmpty() ? "known are " + String.join(", ", names()) : hint)));
        }
    }

    private static void known(ObjectNode words, String option, String value, List<Problem> problems) {
        int dot = option.indexOf('.');
        boolean point = option.equals("include") || option.equals("exclude");
        ObjectNode into = point
                ? words.withObject("/matrix")
                : dot < 0 ? words : words.withObject("/" + option.substring(0, dot));
        String word = option.substring(dot + 1);
        if (TEXTS.contains(option)) {
            into.set(word, TextNode.valueOf(value));
        } else {
            read(into, option, word, value, problems);
        }
    }

    private static void read(ObjectNode into, String option, String word, String value, List<Problem> problems) {
        try {
            into.set(word, OptionText.read(value));
        } catch (InvalidFlow e) {
            e.problems().forEach(p -> problems.add(p.under(option)));
        }
    }

    private static Node made(Supplier<Node> node) {
        try {
            return node.get();
        } catch (InvalidFlow e) {
            throw new InvalidFlow(
                    "",
                    e.problems().stream()
                            .map(p -> new Problem(p.path().replaceFirst("^matrix\\.(include|exclude)", "$1"), p.text()))
                            .toList());
        }
    }
}
