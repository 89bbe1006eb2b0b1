package io.controlnetflow.routes.app.lint;

import io.controlnetflow.core.dag.text.FlowReader;
import io.controlnetflow.core.dag.text.Reading;
import io.controlnetflow.routes.app.lint.camel.Defined;
import io.controlnetflow.routes.app.lint.camel.KameletSpec;
import io.controlnetflow.routes.app.lint.camel.Knowledge;
import io.controlnetflow.routes.app.lint.camel.RouteParts;
import io.controlnetflow.routes.app.lint.file.Document;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.lint.file.Nodes;
import io.controlnetflow.routes.app.lint.file.PropertyFile;
import io.controlnetflow.routes.app.lint.file.Texts;
import io.controlnetflow.routes.app.lint.flow.DagFile;
import io.controlnetflow.routes.app.lint.flow.FlowSet;
import io.controlnetflow.routes.app.lint.flow.KnownModels;
import io.controlnetflow.routes.dsl.RouteFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** One check of a folder's texts. Used once. */
final class Look {
    private final Knowledge knowledge;
    private final Texts texts;
    private final Defined defined;
    private final FlowSet flows;
    private final Channels channels = new Channels();
    private final Map<Document, KameletSpec> kamelets = new LinkedHashMap<>();
    private final List<Finding> found = new ArrayList<>();
    private boolean complete = true;

    Look(Knowledge knowledge, Texts texts, Set<String> environment, KnownModels models) {
        this.knowledge = knowledge;
        this.texts = texts;
        PropertyFile properties =
                PropertyFile.of(texts.properties(), texts.files().getOrDefault(texts.properties(), ""));
        Map<String, String> values = new HashMap<>(properties.values());
        values.put("folder", texts.folder().toString());
        this.defined = new Defined(values, environment);
        this.flows = new FlowSet(knowledge, defined, models);
        found.addAll(knowledge.wrong(properties));
        properties.values().forEach((name, value) -> defined.wrong(value, List.of())
                .forEach(wrong -> found.add(properties.finding(name, name + ": " + wrong))));
    }

    List<Finding> found() {
        texts.kamelets().forEach(this::kamelet);
        kamelets.forEach(this::template);
        texts.routes().forEach(this::routes);
        found.addAll(channels.found(complete));
        found.addAll(flows.found(complete, texts.beside()));
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::file)
                        .thenComparingInt(Finding::line)
                        .thenComparingInt(Finding::column))
                .toList();
    }

    private void kamelet(Path file, String text) {
        try {
            Document document = Document.of(file, text);
            kamelets.put(document, knowledge.kamelet(document));
        } catch (Document.Unreadable e) {
            found.add(e.finding());
        }
    }

    private void template(Document document, KameletSpec spec) {
        Nodes.at(document.root(), "spec", "template").ifPresent(template -> {
            RouteParts parts = knowledge.template(document, template);
            found.addAll(parts.unknown());
            parts(document, parts);
            placeholders(document, template, spec.names());
        });
    }

    private void routes(Path file, String text) {
        int before = found.size();
        List<Finding> unknown = List.of();
        try {
            unknown = RouteFile.isFlow(file) ? dag(file, text) : camel(file, text);
        } catch (Document.Unreadable e) {
            found.add(e.finding());
        }
        if (found.size() == before || !unknown.isEmpty()) {
            List<Finding> refused = Dry.read(file, text, defined.properties());
            found.addAll(refused.isEmpty() || unknown.isEmpty() ? refused : unknown);
        }
        complete &= found.size() == before;
    }

    private List<Finding> dag(Path file, String text) throws Document.Unreadable {
        Reading reading = FlowReader.read(file.toString(), text);
        if (reading instanceof Reading.Bad bad) {
            bad.findings().forEach(f -> found.add(new Finding(file, f.line(), f.column(), f.text())));
            return List.of();
        }
        Document document = Document.of(file, text);
        RouteParts parts = DagFile.parts(knowledge, document, ((Reading.Good) reading).flow(), defined::fill);
        flows.add(document, ((Reading.Good) reading).flow());
        parts(document, parts);
        placeholders(document, document.root(), List.of());
        return parts.unknown();
    }

    private List<Finding> camel(Path file, String text) throws Document.Unreadable {
        Document document = Document.of(file, text);
        RouteParts parts = knowledge.routes(document);
        found.addAll(flows.add(document));
        channels.ids(document);
        parts(document, parts);
        for (Node entry : Nodes.items(document.root())) {
            placeholders(document, entry, templateParameters(entry));
        }
        return parts.unknown();
    }

    /** What stands in {@code {{…}}} of a route template is filled in where it is used. */
    private static List<String> templateParameters(Node entry) {
        return Nodes.at(entry, "routeTemplate", "parameters").stream()
                .flatMap(all -> Nodes.items(all).stream())
                .flatMap(one -> Nodes.text(one, "name").stream())
                .toList();
    }

    private void parts(Document document, RouteParts parts) {
        found.addAll(parts.wrong());
        parts.endpoints().forEach(endpoint -> {
            found.addAll(knowledge.wrong(document, endpoint, defined, List.copyOf(kamelets.values())));
            channels.endpoint(document, endpoint);
            flows.add(document, endpoint);
        });
        parts.expressions().forEach(expression -> knowledge
                .wrong(expression.text(), expression.predicate())
                .ifPresent(wrong -> found.add(
                        document.finding(expression.place(), expression.place().getValue() + ": " + wrong))));
    }

    private void placeholders(Document document, Node node, Collection<String> more) {
        Nodes.scalars(node, scalar -> defined.wrong(scalar.getValue(), more)
                .forEach(wrong -> found.add(document.finding(scalar, wrong))));
    }
}
