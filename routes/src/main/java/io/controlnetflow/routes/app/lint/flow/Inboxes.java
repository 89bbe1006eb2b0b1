package io.controlnetflow.routes.app.lint.flow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.InputCheck;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.dag.Trigger;
import io.controlnetflow.core.dag.text.InputText;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.lint.camel.Defined;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Endpoint;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Use;
import io.controlnetflow.routes.app.lint.file.Document;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.lint.file.Nodes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Folders that are watched, by triggers of flows and by routes: each by one of them, with what its flow takes. Used once. */
final class Inboxes {
    private static final String SCHEME = "watch-folder";
    private static final String FIELD = "field.";

    private record Watched(Document document, Node place, String what) {}

    private final Defined defined;
    private final Map<Path, Watched> first = new LinkedHashMap<>();
    private final List<Finding> found = new ArrayList<>();

    Inboxes(Defined defined) {
        this.defined = defined;
    }

    List<Finding> found() {
        return found;
    }

    /** The folder triggers of a {@code *.dag.yaml}. */
    void triggers(Document document, Flow flow) {
        List<Node> written =
                Nodes.at(document.root(), "triggers").map(Nodes::items).orElse(List.of());
        List<Trigger> triggers = flow.spec().triggers();
        for (int i = 0; i < written.size() && i < triggers.size(); i++) {
            if (triggers.get(i) instanceof Trigger.Folder folder) {
                Node trigger = written.get(i);
                Node place = Nodes.at(trigger, "folder", "path").orElse(trigger);
                watched(folder.path(), new Watched(document, place, "triggers[" + i + "].folder.path"));
            }
        }
    }

    /**
     * An endpoint of any file.
     *
     * @param options of the endpoint
     * @param flows by name
     * @param complete whether every flow is known
     */
    void endpoint(
            Document document,
            Endpoint endpoint,
            Map<String, String> options,
            Map<String, FlowText> flows,
            boolean complete) {
        if (!endpoint.scheme().equals(SCHEME) || endpoint.use() != Use.FROM) {
            return;
        }
        watched(path(endpoint), new Watched(document, endpoint.uri(), SCHEME));
        String name = defined.fill(options.getOrDefault("flow", ""));
        if (name.isEmpty() || name.contains("{{")) {
            return;
        }
        FlowText flow = flows.get(name);
        if (flow != null) {
            options.forEach((option, value) -> field(document, endpoint, flow.spec(), option, defined.fill(value)));
        } else if (complete) {
            String hint = Suggestion.hint(name, flows.keySet());
            found.add(document.finding(
                    place(endpoint, "flow"),
                    SCHEME + ": flow: " + name + " is no flow here; "
                            + (hint.isEmpty() ? "name one of this folder" : hint)));
        }
    }

    /** With the slashes in front that an absolute one has. */
    private static String path(Endpoint endpoint) {
        return endpoint.text().substring(endpoint.text().indexOf(':') + 1).replaceFirst("\\?.*", "");
    }

    private void watched(String path, Watched here) {
        String filled = defined.fill(path);
        if (filled.contains("{{")) {
            return;
        }
        try {
            Path folder = Path.of(defined.fill("{{folder}}")).resolve(filled).normalize();
            Watched other = first.putIfAbsent(folder, here);
            if (other != null) {
                found.add(here.document()
                        .finding(
                                here.place(),
                                here.what() + ": " + path + " is watched already, in "
                                        + other.document().file().getFileName()
                                        + "; a picture is taken by one flow only, so name another folder"));
            }
        } catch (InvalidPathException e) {
            found.add(here.document().finding(here.place(), here.what() + ": " + path + " is no path"));
        }
    }

    private void field(Document document, Endpoint endpoint, FlowSpec flow, String option, String value) {
        if (!option.startsWith(FIELD) || value.contains("{{")) {
            return;
        }
        String name = option.substring(FIELD.length());
        Input input = flow.inputs().get(name);
        if (input == null) {
            String hint = Suggestion.hint(name, flow.inputs().keySet());
            found.add(document.finding(
                    place(endpoint, option),
                    SCHEME + ": " + option + ": is no input of dag:" + flow.name() + "; "
                            + (hint.isEmpty()
                                    ? "it has "
                                            + String.join(", ", flow.inputs().keySet())
                                    : hint)));
        } else if (input.type() != InputType.IMAGE) {
            ObjectNode given = JsonNodeFactory.instance.objectNode();
            given.set(name, InputText.ofOption(input.type(), value));
            InputCheck.problems(flow, given).stream()
                    .filter(problem -> problem.path().equals(name))
                    .forEach(problem ->
                            found.add(document.finding(place(endpoint, option), SCHEME + ": " + FIELD + problem)));
        }
    }

    private static Node place(Endpoint endpoint, String option) {
        return Optional.ofNullable(endpoint.parameters())
                .flatMap(parameters -> Nodes.entry(parameters, option))
                .<Node>map(Nodes.Entry::key)
                .orElse(endpoint.uri());
    }
}
