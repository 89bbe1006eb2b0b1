package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Durations;
import io.controlnetflow.core.dag.Join;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Rules;
import io.controlnetflow.core.dag.Source;
import io.controlnetflow.core.dag.plan.CellId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A node as a box: its cells lie inside. */
final class NodeBox {
    private NodeBox() {}

    static Box of(Subject subject, Node node) {
        List<CellId> ids = subject.cells().getOrDefault(node.id(), List.of());
        boolean spread = !node.matrix().isEmpty() || node.each() != null;
        boolean many = ids.size() > 1 || spread;
        Cells cells = many || subject.marks() != null ? Cells.of(subject, ids) : Cells.NONE;
        List<String> notes = new ArrayList<>();
        if (cells.more() > 0 && !cells.counts().isEmpty()) {
            notes.addAll(Cells.summary(cells.counts()));
        }
        notes.addAll(notes(node));
        return new Box(
                Kind.of(node),
                Set.of(node.id()),
                List.of(Line.name(node.id(), many ? count(subject, node.id()) : ""), Line.aside(detail(node.body()))),
                cells,
                notes,
                many,
                subject.flow().rules(node).mayFail(),
                hint(node, cells, notes));
    }

    /** Empty when nothing is known of any cells. */
    private static String count(Subject subject, String node) {
        if (subject.cells().isEmpty()) {
            return "";
        }
        List<CellId> ids = subject.cells().get(node);
        return ids == null ? "cells come later" : ids.isEmpty() ? "no cells" : Said.count(ids.size(), "cell");
    }

    private static String hint(Node node, Cells cells, List<String> notes) {
        List<String> all = new ArrayList<>(List.of(node.id()));
        all.add(node.body() instanceof Body.Call call ? Said.uri(call.uri()) : detail(node.body()));
        all.addAll(notes);
        if (cells.more() == 0 && !cells.counts().isEmpty()) {
            all.add(cells.summary());
        }
        return String.join("\n", all);
    }

    private static String detail(Body body) {
        if (body instanceof Body.Call call) {
            return Said.brief(call.uri());
        }
        if (body instanceof Body.Steps steps) {
            return steps.steps()
                    .valueStream()
                    .map(step -> step.isObject() && !step.isEmpty()
                            ? step.fieldNames().next()
                            : step.asText())
                    .collect(Collectors.joining(", "));
        }
        if (body instanceof Body.Approve approve) {
            return approve.timeout() == null
                    ? "a person decides"
                    : "a person decides; after " + Durations.text(approve.timeout()) + ": "
                            + (approve.otherwise() == Body.Otherwise.APPROVE ? "yes" : "no");
        }
        return "a route";
    }

    private static List<String> notes(Node node) {
        List<String> notes = new ArrayList<>();
        String axes = node.matrix().axes().keySet().stream().collect(Collectors.joining(" × "));
        if (!axes.isEmpty()) {
            notes.add(axes);
        } else if (!node.matrix().isEmpty()) {
            notes.add(String.join(" × ", node.matrix().names()));
        }
        Source each = node.each();
        if (each != null) {
            notes.add("each " + each.json().asText());
        }
        rules(node.rules(), notes);
        return notes;
    }

    private static void rules(Rules rules, List<String> notes) {
        Join join = rules.join();
        if (join instanceof Join.Count count) {
            notes.add("the first " + count.n());
        } else if (join instanceof Join.Any) {
            notes.add("the first of all");
        } else if (join instanceof Join.Settled) {
            notes.add("also after failures");
        }
        if (rules.when() != null) {
            notes.add("when " + rules.when());
        }
        if (rules.timeout() != null) {
            notes.add("within " + Durations.text(rules.timeout()));
        }
        if (rules.retry() != null) {
            notes.add(rules.retry().max() == 1 ? "1 retry" : rules.retry().max() + " retries");
        }
        flag(rules.cache(), "kept", "made anew", notes);
        flag(rules.publish(), "published", "not published", notes);
        flag(rules.repeatable(), "repeatable", "not repeatable", notes);
        if (rules.optional() != null && rules.optional()) {
            notes.add("optional");
        }
    }

    private static void flag(@Nullable Boolean flag, String yes, String no, List<String> notes) {
        if (flag != null) {
            notes.add(flag ? yes : no);
        }
    }
}
