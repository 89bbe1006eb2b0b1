package io.controlnetflow.routes.app;

import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.RequestFields;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Checks the sidecars, folder defaults and job files of an inbox.
 *
 * @param files how many were looked at
 */
record InboxLint(int files, List<Finding> findings) {
    private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "webp");
    private static final Set<String> TEXTS = Set.of("yaml", "yml", "json");
    private static final List<String> JOB = List.of("prompt", "control_image");

    InboxLint {
        findings = List.copyOf(findings);
    }

    static InboxLint of(Path inbox) {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(inbox)) {
            all = walk.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            return new InboxLint(0, List.of(Finding.of(inbox, "cannot be read: " + e.getMessage())));
        }
        Set<Path> pictures = new HashSet<>();
        all.stream().filter(f -> PICTURES.contains(extension(f))).forEach(f -> pictures.add(stem(f)));
        List<Finding> found = new ArrayList<>();
        int files = 0;
        for (Path file : all) {
            String name = file.getFileName().toString();
            if (TEXTS.contains(extension(file)) && !name.startsWith(".")) {
                files++;
                boolean job = !name.startsWith("_defaults.") && !pictures.contains(stem(file));
                check(file, job, found);
            }
        }
        return new InboxLint(files, found);
    }

    private static void check(Path file, boolean job, List<Finding> found) {
        try (Reader text = Files.newBufferedReader(file)) {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            if (!(root instanceof MappingNode map)) {
                found.add(Finding.of(file, "holds no fields; write lines like 'prompt: a watercolour'"));
                return;
            }
            Set<String> names = new HashSet<>();
            for (NodeTuple entry : map.getValue()) {
                names.add(check(file, entry, found));
            }
            JOB.stream()
                    .filter(n -> job && !names.contains(n))
                    .forEach(n -> found.add(Finding.of(
                            file, n + ": is missing; a file without a picture beside it is a job and needs it")));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            found.add(new Finding(
                    file,
                    mark == null ? 0 : mark.getLine() + 1,
                    mark == null ? 0 : mark.getColumn() + 1,
                    "is not YAML or JSON: " + e.getProblem()));
        } catch (IOException e) {
            found.add(Finding.of(file, "cannot be read: " + e.getMessage()));
        }
    }

    private static String check(Path file, NodeTuple entry, List<Finding> found) {
        String name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
        try {
            Map<String, Object> one = new HashMap<>();
            one.put(name, new Values().of(entry.getValueNode()));
            RequestFields.of("", one);
        } catch (InvalidField e) {
            Mark mark = entry.getKeyNode().getStartMark();
            found.add(new Finding(file, mark.getLine() + 1, mark.getColumn() + 1, String.valueOf(e.getMessage())));
        }
        return name;
    }

    /** Makes plain values of YAML nodes, and nothing else of them. */
    private static final class Values extends SafeConstructor {
        Values() {
            super(new LoaderOptions());
        }

        Object of(Node node) {
            return constructObject(node);
        }
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
    }

    private static Path stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling(dot < 0 ? name : name.substring(0, dot));
    }
}
