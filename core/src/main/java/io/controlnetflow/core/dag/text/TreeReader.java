package io.controlnetflow.core.dag.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.core.yaml.PlainWords;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** YAML to a document that knows its places. No tags that make objects, few aliases, no key twice, little depth. */
final class TreeReader {
    private static final int DEEPEST = 50;
    private static final int ALIASES = 50;
    private static final int LONGEST = 4 << 20;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Tree.Place> places = new HashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private TreeReader() {}

    static Tree read(String text) throws Unreadable {
        Node root = compose(text);
        if (!(root instanceof MappingNode map)) {
            throw new Unreadable(1, 1, "holds no flow; begin with dag: NAME");
        }
        TreeReader reader = new TreeReader();
        ObjectNode document = JSON.objectNode();
        reader.entries("", map, document);
        return new Tree(document, reader.places);
    }

    /** A value of any kind. */
    static JsonNode value(String text) throws Unreadable {
        Node root = compose(text);
        return root == null ? JSON.nullNode() : new TreeReader().value("", root);
    }

    /** A plain word: a number, a truth, nothing, or the text itself. */
    static JsonNode plain(String text) {
        Tag tag = new PlainWords().resolve(NodeId.scalar, text, true);
        try {
            return tag.equals(Tag.MERGE) ? JSON.textNode(text) : scalar(tag, text);
        } catch (NumberFormatException e) {
            return JSON.textNode(text);
        }
    }

    private static @Nullable Node compose(String text) throws Unreadable {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LONGEST);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new PlainWords());
        try {
            return yaml.compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Mark at = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw at == null ? new Unreadable(1, 1, line(e.getProblem())) : at(at, line(e.getProblem()));
        } catch (YAMLException | StackOverflowError e) {
            throw new Unreadable(1, 1, line(e.getMessage()));
        }
    }

    private static String line(@Nullable String message) {
        return message == null ? "cannot be read" : message.lines().findFirst().orElse("cannot be read");
    }

    private static Unreadable at(Mark mark, String problem) {
        return new Unreadable(mark.getLine() + 1, mark.getColumn() + 1, problem);
    }

    private void entries(String path, MappingNode map, ObjectNode into) throws Unreadable {
        enter(map);
        for (NodeTuple entry : map.getValue()) {
            Node key = entry.getKeyNode();
            if (!(key instanceof ScalarNode name)) {
                throw at(key.getStartMark(), "a list or a map is no word; write a name before the colon");
            }
            if (key.getTag().equals(Tag.MERGE)) {
                throw at(key.getStartMark(), "<< is not taken; repeat the words, or say them once in defaults");
            }
            String at = Problem.join(path, name.getValue());
            if (into.has(name.getValue())) {
                throw at(key.getStartMark(), at + " is there twice; leave one out");
            }
            place(at, key);
            into.set(name.getValue(), value(at, entry.getValueNode()));
        }
        open.remove(map);
    }

    private JsonNode value(String path, Node node) throws Unreadable {
        if (node instanceof MappingNode map) {
            ObjectNode out = JSON.objectNode();
            entries(path, map, out);
            return out;
        }
        if (node instanceof SequenceNode list) {
            enter(list);
            ArrayNode out = JSON.arrayNode();
            for (Node item : list.getValue()) {
                String at = path + "[" + out.size() + "]";
                place(at, item);
                out.add(value(at, item));
            }
            open.remove(list);
            return out;
        }
        return scalar((ScalarNode) node);
    }

    /** An anchor inside of itself has no end. */
    private void enter(Node node) throws Unreadable {
        if (!open.add(node)) {
            throw at(node.getStartMark(), "holds itself by an alias; write the values out");
        }
    }

    private void place(String path, Node node) {
        Mark mark = node.getStartMark();
        places.put(path, new Tree.Place(mark.getLine() + 1, mark.getColumn() + 1));
    }

    private static JsonNode scalar(ScalarNode node) throws Unreadable {
        String text = node.getValue();
        try {
            return scalar(node.getTag(), text);
        } catch (NumberFormatException e) {
            throw at(node.getStartMark(), text + " is no number");
        } catch (IllegalArgumentException e) {
            throw at(node.getStartMark(), "the tag " + node.getTag().getValue() + " is not taken; leave it out");
        }
    }

    private static JsonNode scalar(Tag tag, String text) {
        if (tag.equals(Tag.STR)) {
            return JSON.textNode(text);
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.INT)) {
            return whole(new BigInteger(text.startsWith("+") ? text.substring(1) : text));
        }
        if (tag.equals(Tag.FLOAT)) {
            return JSON.numberNode(Double.parseDouble(text));
        }
        throw new IllegalArgumentException(tag.getValue());
    }

    private static JsonNode whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return JSON.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? JSON.numberNode(number.longValue()) : JSON.numberNode(number);
    }
}
