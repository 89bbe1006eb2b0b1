package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * References inside a body as Camel's Simple reads them, and back: {@code ${canny.image}} is the exchange variable
 * {@code ${variable.canny.image}}, {@code ${gen[*].image}} is {@code ${variable.gen[*].image}}. Pure functions.
 */
public final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{variable\\.([^}]*)}");

    private Variables() {}

    /** What can stand at the beginning of a reference in this flow. */
    public static Set<String> names(Flow flow) {
        return names(flow.spec(), flow.nodes());
    }

    /** What can stand at the beginning of a reference in the flow of these nodes. */
    public static Set<String> names(FlowSpec spec, List<Node> nodes) {
        Set<String> names = new LinkedHashSet<>(spec.inputs().keySet());
        nodes.forEach(node -> names.add(node.id()));
        names.addAll(Set.of(Names.MATRIX, Names.ITEM));
        return names;
    }

    /**
     * @param names of the flow; what begins with another one is Camel's own and left alone
     */
    public static JsonNode simple(JsonNode value, Set<String> names) {
        return texts(value, text -> simple(text, names));
    }

    /**
     * @param names of the flow; what begins with another one is Camel's own and left alone
     */
    public static String simple(String text, Set<String> names) {
        return Reference.matcher(text).replaceAll(m -> {
            String found = m.group();
            boolean ours = names.contains(m.group(1));
            return Matcher.quoteReplacement(ours ? "${variable." + found.substring(2) : found);
        });
    }

    /** What {@link #simple(String, Set)} was given. */
    public static String references(String text, Set<String> names) {
        return VARIABLE.matcher(text).replaceAll(m -> {
            String back = "${" + m.group(1) + "}";
            boolean ours =
                    Reference.only(back).filter(r -> names.contains(r.name())).isPresent();
            return Matcher.quoteReplacement(ours ? back : m.group());
        });
    }

    /**
     * The flow of routes: what their bodies say in Simple is read as references again, so that it makes edges.
     *
     * @throws InvalidFlow when its parts do not fit together
     */
    public static Flow flow(FlowSpec spec, List<Node> nodes) {
        Set<String> names = names(spec, nodes);
        return new Flow(spec, nodes.stream().map(node -> back(node, names)).toList());
    }

    /** The node with what its body says in Simple read as references again. */
    public static Node back(Node node, Set<String> names) {
        UnaryOperator<String> back = text -> references(text, names);
        Body body = node.body();
        if (body instanceof Body.Call call) {
            body = new Body.Call(back.apply(call.uri()));
        } else if (body instanceof Body.Steps steps) {
            body = new Body.Steps((ArrayNode) texts(steps.steps(), back));
        }
        return new Node(node.id(), body, node.with(), node.needs(), node.matrix(), node.each(), node.rules());
    }

    /** The value with every text in it changed. */
    public static JsonNode texts(JsonNode value, UnaryOperator<String> change) {
        if (value.isTextual()) {
            return TextNode.valueOf(change.apply(value.textValue()));
        }
        if (value instanceof ArrayNode list) {
            ArrayNode out = JsonNodeFactory.instance.arrayNode();
            Stream<JsonNode> items = list.valueStream();
            items.forEach(item -> out.add(texts(item, change)));
            return out;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode out = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(e -> out.set(e.getKey(), texts(e.getValue(), change)));
            return out;
        }
        return value;
    }
}
