package io.controlnetflow.routes.app.lint.file;

import io.controlnetflow.core.yaml.PlainWords;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/**
 * A YAML file whose words know their places. Immutable.
 *
 * @param root the outermost node; nothing in it holds itself
 */
public record Document(Path file, Node root) {
    /**
     * @throws Unreadable with the place, for what is no YAML and for a file without a word
     */
    public static Document of(Path file, String text) throws Unreadable {
        LoaderOptions loader = new LoaderOptions();
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(loader), new Representer(unused), unused, loader, new PlainWords());
        Node root;
        try {
            root = yaml.compose(new java.io.StringReader(text));
        } catch (MarkedYAMLException e) {
            throw new Unreadable(at(file, e.getProblemMark(), "is not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            throw new Unreadable(Finding.of(file, "is not YAML: " + e.getMessage()));
        }
        if (root == null) {
            throw new Unreadable(Finding.of(file, "is empty; write a route, or remove it"));
        }
        refuseLoops(file, root, Collections.newSetFromMap(new IdentityHashMap<>()));
        return new Document(file, root);
    }

    private static void refuseLoops(Path file, Node node, Set<Node> around) throws Unreadable {
        if (node instanceof CollectionNode<?>) {
            if (!around.add(node)) {
                throw new Unreadable(at(file, node.getStartMark(), "holds itself by an alias; write the values out"));
            }
            for (Node inner : Nodes.inside(node)) {
                refuseLoops(file, inner, around);
            }
            around.remove(node);
        }
    }

    /** Something wrong with a word. */
    public Finding finding(Node word, String message) {
        return at(file, word.getStartMark(), message);
    }

    private static Finding at(Path file, @Nullable Mark mark, String message) {
        return mark == null
                ? Finding.of(file, message)
                : new Finding(file, mark.getLine() + 1, mark.getColumn() + 1, message);
    }

    /** A file that cannot be looked at any closer. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Finding finding;

        Unreadable(Finding finding) {
            super(finding.message());
            this.finding = finding;
        }

        public Finding finding() {
            return finding;
        }
    }
}
