package io.controlnetflow.routes.app.lint.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Looks into YAML nodes. Pure functions. */
public final class Nodes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Nodes() {}

    /** A word of a map with its value. */
    public record Entry(ScalarNode key, Node value) {
        public String name() {
            return key.getValue();
        }
    }

    /** The words of a map in the order written; none of what is no map. */
    public static List<Entry> entries(Node node) {
        List<Entry> found = new ArrayList<>();
        if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    found.add(new Entry(key, tuple.getValueNode()));
                }
            }
        }
        return found;
    }

    public static Optional<Entry> entry(Node map, String name) {
        return entries(map).stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /** What stands under a word, and further in; empty when there is no such word. */
    public static Optional<Node> at(Node map, String... names) {
        Optional<Node> found = Optional.of(map);
        for (String name : names) {
            found = found.flatMap(node -> entry(node, name)).map(Entry::value);
        }
        return found;
    }

    /** The text under a word. */
    public static Optional<String> text(Node map, String... names) {
        return at(map, names).filter(ScalarNode.class::isInstance).map(Nodes::plain);
    }

    /** What a scalar says; empty for maps and lists. */
    public static String plain(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** The items of a list; none of what is no list. */
    public static List<Node> items(Node node) {
        return node instanceof SequenceNode list ? List.copyOf(list.getValue()) : List.of();
    }

    /** What a map or a list holds. */
    static List<Node> inside(Node node) {
        return node instanceof SequenceNode
                ? items(node)
                : entries(node).stream().map(Entry::value).toList();
    }

    /** Every plain value, however deep; no keys. */
    public static void scalars(Node node, Consumer<ScalarNode> use) {
        if (node instanceof ScalarNode scalar) {
            use.accept(scalar);
        } else {
            inside(node).forEach(inner -> scalars(inner, use));
        }
    }

    /** Plain values of maps in maps by their whole name, as in {@code with.prompt}; lists are left out. */
    public static Map<String, ScalarNode> flat(Node map) {
        Map<String, ScalarNode> found = new LinkedHashMap<>();
        for (Entry entry : entries(map)) {
            if (entry.value() instanceof ScalarNode scalar) {
                found.put(entry.name(), scalar);
            } else {
                flat(entry.value()).forEach((name, value) -> found.put(entry.name() + "." + name, value));
            }
        }
        return found;
    }

    /** The same as JSON. */
    public static JsonNode json(Node node) {
        if (node instanceof SequenceNode) {
            ArrayNode list = JSON.arrayNode();
            items(node).forEach(item -> list.add(json(item)));
            return list;
        }
        if (node instanceof MappingNode) {
            ObjectNode map = JSON.objectNode();
            entries(node).forEach(e -> map.set(e.name(), json(e.value())));
            return map;
        }
        return scalar((ScalarNode) node);
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        try {
            if (node.getTag().equals(Tag.BOOL)) {
                return JSON.booleanNode(Boolean.parseBoolean(text));
            }
            if (node.getTag().equals(Tag.INT)) {
                return JSON.numberNode(Long.parseLong(text));
            }
            if (node.getTag().equals(Tag.FLOAT)) {
                return JSON.numberNode(Double.parseDouble(text));
            }
        } catch (NumberFormatException e) {
            return JSON.textNode(text);
        }
        return node.getTag().equals(Tag.NULL) ? JSON.nullNode() : JSON.textNode(text);
    }
}
