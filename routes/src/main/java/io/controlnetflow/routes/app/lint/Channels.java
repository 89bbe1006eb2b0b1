package io.controlnetflow.routes.app.lint;

import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Endpoint;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Use;
import io.controlnetflow.routes.app.lint.file.Document;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.lint.file.Nodes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** What routes of all files share: {@code direct:} endpoints and ids. Not thread-safe. */
final class Channels {
    private static final String DIRECT = "direct";

    private record Place(Document document, Node node, String name) {}

    private final List<Place> senders = new ArrayList<>();
    private final Map<String, Place> receivers = new LinkedHashMap<>();
    private final Map<String, Place> ids = new LinkedHashMap<>();
    private final List<Finding> found = new ArrayList<>();

    void endpoint(Document document, Endpoint endpoint) {
        String name = endpoint.path();
        if (!endpoint.scheme().equals(DIRECT) || name.contains("{{") || name.contains("${")) {
            return;
        }
        Place place = new Place(document, endpoint.uri(), name);
        if (endpoint.use() != Use.FROM) {
            senders.add(place);
            return;
        }
        Place first = receivers.putIfAbsent(name, place);
        if (first != null) {
            found.add(document.finding(
                    endpoint.uri(),
                    "direct:" + name + ": is there already, " + where(first, document)
                            + "; only one route can take its messages"));
        }
    }

    /** The ids of a file's routes. */
    void ids(Document document) {
        for (Node entry : Nodes.items(document.root())) {
            Nodes.at(entry, "route").ifPresent(route -> id(document, route));
        }
    }

    private void id(Document document, Node route) {
        Nodes.at(route, "id").ifPresent(node -> {
            String id = Nodes.plain(node);
            Place first = ids.putIfAbsent(id, new Place(document, node, id));
            if (first != null) {
                found.add(document.finding(
                        node,
                        "route: id: " + id + " is there already, " + where(first, document) + "; give one another id"));
            }
        });
    }

    private static String where(Place place, Document here) {
        Path file = place.document().file();
        int line = place.node().getStartMark().getLine() + 1;
        return file.equals(here.file()) ? "in line " + line : "in " + file.getFileName() + ", line " + line;
    }

    /** @param complete whether every file was read; what is missing could be in one that was not */
    List<Finding> found(boolean complete) {
        List<Finding> all = new ArrayList<>(found);
        if (complete) {
            Set<String> names = receivers.keySet();
            for (Place sender : senders) {
                if (!names.contains(sender.name())) {
                    String hint = Suggestion.hint(sender.name(), names);
                    all.add(sender.document()
                            .finding(
                                    sender.node(),
                                    "direct:" + sender.name() + ": no route takes its messages; "
                                            + (hint.isEmpty() ? "write one from: direct:" + sender.name() : hint)));
                }
            }
        }
        return all;
    }
}
