package io.controlnetflow.core.dag.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Variables;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Property placeholders in what is said of a flow as a whole. In a bean of Camel YAML a <code>{{shop.prompt}}</code> would be replaced
 * inside of the text, quotes and all, before it is read; so it is written <code>${properties:shop.prompt}</code> there, which Camel's
 * Simple means the same by. Pure functions.
 */
public final class Placeholders {
    private static final Pattern WRITTEN = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Pattern SIMPLE = Pattern.compile("\\$\\{properties:([^{}]+)}");

    private Placeholders() {}

    static JsonNode simple(JsonNode words) {
        return replaced(words, WRITTEN, "${properties:", "}");
    }

    static JsonNode written(JsonNode words) {
        return replaced(words, SIMPLE, "{{", "}}");
    }

    private static JsonNode replaced(JsonNode words, Pattern form, String before, String after) {
        return Variables.texts(words, text -> form.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(before + m.group(1) + after)));
    }

    /**
     * The spec with values in the place of its placeholders. The default of an input that is neither text nor image is read as its
     * type, so that <code>{{shop.steps}}</code> can be a number.
     *
     * @param properties a text with placeholders to a text without; what it throws is passed on
     * @throws InvalidFlow when a value does not fit its place
     */
    public static FlowSpec filled(FlowSpec spec, UnaryOperator<String> properties) {
        ObjectNode words = spec.words();
        for (String word : List.of("triggers", "outputs")) {
            if (words.has(word)) {
                words.set(word, Variables.texts(words.get(word), text -> fill(text, properties)));
            }
        }
        words.path("inputs").properties().forEach(e -> {
            ObjectNode input = (ObjectNode) e.getValue();
            JsonNode fallback = input.path("default");
            if (fallback.isTextual() && WRITTEN.matcher(fallback.textValue()).find()) {
                String text = fill(fallback.textValue(), properties);
                try {
                    input.set("default", isText(spec, e.getKey()) ? input.textNode(text) : OptionText.read(text));
                } catch (InvalidFlow wrong) {
                    throw new InvalidFlow(
                            spec.name(),
                            wrong.problems().stream()
                                    .map(p -> p.under("inputs." + e.getKey() + ".default"))
                                    .toList());
                }
            } else if (fallback.isContainerNode()) {
                input.set("default", Variables.texts(fallback, text -> fill(text, properties)));
            }
        });
        return FlowSpec.ofWords(words);
    }

    private static boolean isText(FlowSpec spec, String input) {
        Input known = spec.inputs().get(input);
        return known != null && (known.type() == InputType.STRING || known.type() == InputType.IMAGE);
    }

    private static String fill(String text, UnaryOperator<String> properties) {
        return WRITTEN.matcher(text).find() ? properties.apply(text) : text;
    }
}
