package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.core.job.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be wrong with a flow that is well written word by word. */
final class FlowCheck {
    private final FlowSpec spec;
    private final List<Node> nodes;
    private final Map<String, Node> byId = new LinkedHashMap<>();
    private final Set<String> known;
    private final List<Problem> problems = new ArrayList<>();

    private FlowCheck(FlowSpec spec, List<Node> nodes) {
        this.spec = spec;
        this.nodes = nodes;
        this.known = new LinkedHashSet<>(spec.inputs().keySet());
    }

    /** In reading order; cycles come last, and only when every name is right. */
    static List<Problem> problems(FlowSpec spec, List<Node> nodes) {
        FlowCheck check = new FlowCheck(spec, nodes);
        check.ids();
        nodes.forEach(check::node);
        check.outputs();
        check.defaults();
        check.triggers();
        if (check.problems.isEmpty()) {
            Cycles.find(nodes).ifPresent(check.problems::add);
        }
        if (check.problems.isEmpty()) {
            check.problems.addAll(CoordinateCheck.problems(nodes));
        }
        return check.problems;
    }

    private void ids() {
        if (nodes.isEmpty()) {
            problems.add(new Problem("nodes", "is empty; a flow has at least one node"));
        }
        for (Node node : nodes) {
            if (byId.putIfAbsent(node.id(), node) != null) {
                problems.add(new Problem("nodes." + node.id(), "is there twice; give one another id"));
            }
            if (spec.inputs().containsKey(node.id())) {
                problems.add(new Problem("nodes." + node.id(), "is the name of an input too; give one another name"));
            }
        }
        known.addAll(byId.keySet());
    }

    private void node(Node node) {
        String path = "nodes." + node.id();
        Mention.broken(node).forEach(p -> problems.add(p.under(path)));
        for (Mention mention : node.mentions()) {
            String at = path + "." + mention.path();
            if (mention.path().equals("needs")) {
                need(at, mention.reference().name());
            } else {
                name(at, mention.reference(), Reader.of(mention.path()));
                if (mention.use() == Mention.Use.LIST) {
                    list(at, mention.reference());
                }
            }
        }
        if (node.rules().join() != null
                && node.mentions().stream().noneMatch(m -> m.reference().all())) {
            problems.add(new Problem(
                    path + ".join", "joins nothing: the node refers to all cells of no other; write ${node[*]…}"));
        }
        pictures(path, node);
    }

    private void name(String path, Reference r, Reader reader) {
        if (r.name().equals(Names.MATRIX) || r.name().equals(Names.ITEM)) {
            return;
        }
        if (!known.contains(r.name())) {
            if (Names.SIMPLE.contains(r.name())) {
                reader.refuses(r.toString(), r.name()).ifPresent(text -> problems.add(new Problem(path, text)));
            } else {
                problems.add(new Problem(path, r + " names neither an input nor a node" + hint(r.name(), known)));
            }
        } else if (r.all() && !byId.containsKey(r.name())) {
            problems.add(new Problem(path, r + " is an input and has no cells; leave [*] out"));
        }
    }

    private void need(String path, String need) {
        if (!byId.containsKey(need)) {
            problems.add(new Problem(
                    path,
                    spec.inputs().containsKey(need)
                            ? need + " is an input, which is always there; leave it out"
                            : need + " is no node" + hint(need, byId.keySet())));
        }
    }

    private void list(String path, Reference r) {
        Input input = spec.inputs().get(r.name());
        if (input != null && r.path().isEmpty() && input.type() != InputType.LIST) {
            problems.add(new Problem(
                    path, r + " is an input of type " + input.type().text() + "; cells are made of a list"));
        }
        if (r.name().equals(Names.MATRIX) || r.name().equals(Names.ITEM)) {
            problems.add(new Problem(path, r + " is known only in a cell; refer to an input or a node"));
        }
    }

    /** How many pictures a request makes must be known before the run. */
    private void pictures(String path, Node node) {
        JsonNode count = node.with().path("num_images");
        if (node.isPaid() && count.isTextual()) {
            for (String expression : Template.expressions(count.textValue(), known)) {
                problems.add(new Problem(
                        path + ".with.num_images",
                        expression + " is known only when a cell starts; take a number, an input or a matrix name"));
            }
            for (Reference r : Reference.in(count)) {
                if (byId.containsKey(r.name())) {
                    problems.add(new Problem(
                            path + ".with.num_images",
                            r + " is known only when " + r.name()
                                    + " is done; take a number, an input or a matrix name"));
                }
            }
        }
    }

    private void outputs() {
        spec.outputs().forEach((name, value) -> {
            String path = "outputs." + name;
            Reference.broken(value, Reader.OUTPUTS).forEach(p -> problems.add(p.under(path)));
            for (Reference r : Reference.in(value)) {
                if (r.name().equals(Names.MATRIX) || r.name().equals(Names.ITEM)) {
                    problems.add(new Problem(path, r + " is known only in a cell; refer to a node"));
                } else {
                    name(path, r, Reader.OUTPUTS);
                }
            }
        });
    }

    private void defaults() {
        spec.inputs().forEach((name, input) -> {
            if (input.fallback() != null) {
                input("inputs." + name + ".default", input.fallback());
            }
        });
    }

    /** What an input is given is what it says. */
    private void input(String path, JsonNode value) {
        if (value.isTextual()) {
            Template.expressions(value.textValue(), known).stream()
                    .flatMap(expression -> Reader.INPUTS.refuses(expression, "").stream())
                    .forEach(text -> problems.add(new Problem(path, text)));
        }
        value.forEach(inner -> input(path, inner));
    }

    /** What a timetable gives must be enough for a run; what else comes with other triggers is known when it comes. */
    private void triggers() {
        for (int i = 0; i < spec.triggers().size(); i++) {
            String path = "triggers[" + i + "].";
            if (spec.triggers().get(i) instanceof Trigger.Cron cron) {
                InputCheck.problems(spec, cron.inputs()).forEach(p -> problems.add(p.under(path + "cron")));
                given(path + "cron.inputs.", cron.inputs());
            } else if (spec.triggers().get(i) instanceof Trigger.Uri uri) {
                given(path + "uri.inputs.", uri.inputs());
            }
        }
    }

    private void given(String path, ObjectNode inputs) {
        inputs.properties().forEach(e -> input(path + e.getKey(), e.getValue()));
    }

    private static String hint(String word, Set<String> known) {
        String hint = Suggestion.hint(word, known);
        return !hint.isEmpty() ? "; " + hint : known.isEmpty() ? "" : "; known are " + String.join(", ", known);
    }
}
