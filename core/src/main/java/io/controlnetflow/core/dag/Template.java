package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parameters in which Camel's Simple has a part. Camel is given each expression alone, as it is written: neither the text around it
 * nor a value can be read as an expression. Pure functions but for what makes the values of expressions.
 */
public final class Template {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{variable(?:As\\(|[.:?]|\\[['\"]?)([A-Za-z_][\\w-]*)(\\[\\*])?(?![\\w:-]).*");

    /** Makes the value of one expression of Camel's Simple, as it is written, its braces with it. */
    public interface Expressions {
        /**
         * Empty when it comes to nothing.
         *
         * @throws InvalidFlow when it cannot be read or has no value here
         */
        Optional<JsonNode> value(String expression);
    }

    private Template() {}

    /** Whether any text in the value holds an expression that is no reference. */
    public static boolean isIn(JsonNode value, Set<String> names) {
        if (value.isTextual()) {
            String text = value.textValue();
            return text.contains("${") && !expressions(text, names).isEmpty();
        }
        return value.valueStream().anyMatch(inner -> isIn(inner, names));
    }

    /**
     * The expressions of a text that are Camel's alone, in reading order.
     *
     * @param names of the flow, see {@link Variables#names}
     */
    public static List<String> expressions(String text, Set<String> names) {
        List<String> found = new ArrayList<>();
        Matcher m = Reference.opened(text);
        while (m.find()) {
            if (isSimple(m, names)) {
                found.add(m.group());
            }
        }
        return found;
    }

    /**
     * The value with everything in it replaced. A text that is nothing but an expression takes its value as it is; in other text it is
     * written out.
     *
     * @param field for messages
     * @param known what references mean, as for {@link Values#resolve}
     * @return empty when a text that is one reference or expression has no value
     * @throws InvalidFlow when a path leads nowhere, or text needs a value that is absent
     */
    public static Optional<JsonNode> value(
            String field, JsonNode written, Map<String, JsonNode> known, Set<String> names, Expressions expressions) {
        if (written.isTextual()) {
            return text(field, written.textValue(), known, names, expressions);
        }
        if (written instanceof ArrayNode list) {
            ArrayNode out = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> value(field, item, known, names, expressions).ifPresent(out::add));
            return Optional.of(out);
        }
        if (written instanceof ObjectNode object) {
            ObjectNode out = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(e -> value(e.getKey(), e.getValue(), known, names, expressions)
                    .ifPresent(v -> out.set(e.getKey(), v)));
            return Optional.of(out);
        }
        return Optional.of(written);
    }

    private static Optional<JsonNode> text(
            String field, String text, Map<String, JsonNode> known, Set<String> names, Expressions expressions) {
        Matcher m = Reference.opened(text);
        StringBuilder out = new StringBuilder();
        while (m.find()) {
            Optional<JsonNode> value = part(field, m, known, names, expressions);
            if (m.group().equals(text)) {
                return value;
            }
            String written = m.group();
            JsonNode there = value.orElseThrow(
                    () -> new InvalidFlow(field + ": " + written + " has no value; give it one, or a default"));
            m.appendReplacement(out, Matcher.quoteReplacement(there.isValueNode() ? there.asText() : there.toString()));
        }
        return Optional.of(JsonNodeFactory.instance.textNode(m.appendTail(out).toString()));
    }

    private static Optional<JsonNode> part(
            String field, Matcher m, Map<String, JsonNode> known, Set<String> names, Expressions expressions) {
        if (isSimple(m, names)) {
            try {
                return expressions.value(m.group());
            } catch (InvalidFlow e) {
                throw new InvalidFlow(field + ": " + e.getMessage());
            }
        }
        Optional<Reference> reference = Reference.only(m.group()).map(r -> shortened(r, names));
        return reference.isPresent()
                ? Values.take(field, reference.get(), known)
                : Optional.of(JsonNodeFactory.instance.textNode(m.group()));
    }

    /** What a value is made of, as far as the run knows it: whatever its references and expressions can see. */
    public static ObjectNode seen(JsonNode written, Map<String, JsonNode> known) {
        ObjectNode seen = JsonNodeFactory.instance.objectNode();
        Set<String> names = new LinkedHashSet<>(Set.of(Names.MATRIX, Names.ITEM));
        references(written, Set.of()).forEach(r -> names.add(r.name()));
        known.forEach((name, value) -> {
            if (names.contains("variables") || names.contains(name.replace(Values.EVERY, ""))) {
                seen.set(name, value);
            }
        });
        return seen;
    }

    /** References of a value that Camel reads in part: what an expression says of variables is one, too. */
    static List<Reference> references(JsonNode value, Set<String> coordinates) {
        List<Reference> found = new ArrayList<>();
        if (value.isTextual()) {
            Matcher m = Reference.opened(value.textValue());
            while (m.find()) {
                reference(m.group(), coordinates).ifPresent(found::add);
            }
        } else {
            value.forEach(inner -> found.addAll(references(inner, coordinates)));
        }
        return found;
    }

    private static Optional<Reference> reference(String block, Set<String> coordinates) {
        if (block.startsWith("${variables")) {
            return Optional.of(new Reference("variables", false, List.of()));
        }
        Optional<Reference> form = Reference.only(block);
        if (form.isPresent() && !isVariable(form.get())) {
            return form;
        }
        Optional<Reference> variable = form.map(Template::shortened);
        if (form.isEmpty()) {
            Matcher m = VARIABLE.matcher(block);
            variable = m.matches()
                    ? Optional.of(new Reference(m.group(1), m.group(2) != null, List.of()))
                    : Optional.empty();
        }
        return variable.map(
                r -> coordinates.contains(r.name()) ? new Reference(Names.MATRIX, false, List.of(r.name())) : r);
    }

    private static boolean isSimple(Matcher opened, Set<String> names) {
        if (opened.group(3).isEmpty()) {
            return false;
        }
        Optional<Reference> form = Reference.only(opened.group());
        if (form.isEmpty()) {
            return Reference.isSimple(opened);
        }
        Reference r = shortened(form.get(), names);
        return !names.contains(r.name()) && Names.SIMPLE.contains(r.name());
    }

    /** {@code ${variable.canny.image}} is {@code ${canny.image}}. */
    public static Reference shortened(Reference r, Set<String> names) {
        return isVariable(r) && names.contains(r.path().get(0)) ? shortened(r) : r;
    }

    private static Reference shortened(Reference variable) {
        List<String> path = variable.path();
        return new Reference(path.get(0), variable.all(), path.subList(1, path.size()));
    }

    private static boolean isVariable(Reference r) {
        return r.name().equals("variable") && !r.path().isEmpty();
    }
}
