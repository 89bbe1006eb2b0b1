package io.controlnetflow.core.dag.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.dag.Cycles;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Join;
import io.controlnetflow.core.dag.Labels;
import io.controlnetflow.core.dag.Mention;
import io.controlnetflow.core.dag.Names;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Reference;
import io.controlnetflow.core.dag.Template;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.core.job.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the cells of a run, node by node, each behind what it refers to. Used once. */
final class Planner {
    private final Flow flow;
    private final Given given;
    private final Map<String, Node> nodes = new HashMap<>();
    private final CellCap cap;
    private final Map<String, JsonNode> inputs;
    private final Set<String> meant;
    private final Lists lists;
    private final Map<String, List<Plan.Cell>> planned = new LinkedHashMap<>();
    private final Map<String, List<CellId>> ids = new HashMap<>();
    private final Map<String, RowIndex> results = new HashMap<>();
    private final Map<String, String> later = new LinkedHashMap<>();

    Planner(Flow flow, Given given) {
        this.flow = flow;
        this.given = given;
        flow.nodes().forEach(node -> nodes.put(node.id(), node));
        this.cap = new CellCap(flow.name(), flow.spec().limits().cells());
        this.inputs = flow.spec().filled(given.inputs());
        this.meant = Variables.names(flow);
        this.lists = new Lists(given, inputs, ids);
    }

    Plan plan() {
        for (Node node : Cycles.order(flow.nodes())) {
            node(node);
        }
        cap.finish();
        List<Plan.Cell> written = new ArrayList<>();
        flow.nodes().forEach(node -> written.addAll(planned.getOrDefault(node.id(), List.of())));
        List<Plan.Later> missing = flow.nodes().stream()
                .filter(node -> later.containsKey(node.id()))
                .map(node -> new Plan.Later(node.id(), later.getOrDefault(node.id(), "")))
                .toList();
        return new Plan(DepthFirst.order(written), missing);
    }

    private void node(Node node) {
        List<Mention> mentions = node.mentions();
        Optional<String> above = mentions.stream()
                .map(m -> m.reference().name())
                .filter(later::containsKey)
                .findFirst();
        List<Row> rows = above.isPresent() ? List.of() : bases(node, mentions);
        Points points = new Points(node, lists, cap, given.random());
        Optional<String> unknown = above.isPresent() ? above : points.unknown(rows);
        if (unknown.isPresent()) {
            later.put(node.id(), unknown.get());
            return;
        }
        rows = spread(node, rows, points);
        rows = pointReferences(node, rows);
        cells(node, mentions, rows);
    }

    /** The cells that a node refers to one by one, joined. */
    private List<Row> bases(Node node, List<Mention> mentions) {
        List<Row> rows = List.of(Row.START);
        for (String name : single(mentions)) {
            rows = join(node, rows, row -> result(name), name);
        }
        return rows;
    }

    private Set<String> single(List<Mention> mentions) {
        Set<String> names = new LinkedHashSet<>();
        mentions.stream()
                .filter(m -> m.use() != Mention.Use.POINT && !m.reference().all())
                .map(m -> m.reference().name())
                .filter(ids::containsKey)
                .forEach(names::add);
        return names;
    }

    private List<Row> spread(Node node, List<Row> bases, Points points) {
        if (node.matrix().isEmpty() && node.each() == null) {
            return bases;
        }
        if (points.differByRow()) {
            return join(node, bases, row -> new RowIndex(points.of(row)), "");
        }
        RowIndex same = new RowIndex(points.of(Row.START));
        return join(node, bases, row -> same, same.size() == 0 ? "" : "its own matrix");
    }

    /** A value of the matrix that is a reference brings its cells, and their coordinates, into its own point only. */
    private List<Row> pointReferences(Node node, List<Row> rows) {
        if (node.mentions().stream().noneMatch(m -> m.use() == Mention.Use.POINT)) {
            return rows;
        }
        List<Row> out = new ArrayList<>();
        for (Row row : rows) {
            List<Row> here = List.of(row);
            for (String name : node.matrix().names()) {
                JsonNode value = row.values().get(name);
                for (Reference r : value == null ? List.<Reference>of() : Reference.in(value)) {
                    if (ids.containsKey(r.name())) {
                        here = r.all()
                                ? here.stream().map(h -> h.behind(r.name())).toList()
                                : join(node, here, h -> result(r.name()), r.name());
                    }
                }
            }
            out.addAll(here);
            cap.check(node.id(), out.size());
        }
        return out;
    }

    /** @param with what is joined, for the message; empty when it may well be empty */
    private List<Row> join(Node node, List<Row> left, Function<Row, RowIndex> right, String with) {
        List<Row> out = new ArrayList<>(left.size());
        boolean some = false;
        for (Row row : left) {
            RowIndex index = right.apply(row);
            some |= index.size() > 0;
            List<Integer> matches = index.matches(row);
            cap.check(node.id(), (long) out.size() + matches.size());
            matches.forEach(i -> out.add(row.and(index.row(i))));
        }
        if (out.isEmpty() && some && !with.isEmpty()) {
            throw new InvalidFlow(
                    "nodes." + node.id(),
                    "has no cells: it shares coordinates with " + with
                            + ", and no value of them is on both sides; name one of them otherwise, or wait for all with [*]");
        }
        return out;
    }

    private void cells(Node node, List<Mention> mentions, List<Row> rows) {
        Join join = flow.rules(node).joining();
        Map<String, Plan.Barrier> barriers = new HashMap<>();
        Set<String> every = new LinkedHashSet<>();
        mentions.stream()
                .filter(m -> m.use() != Mention.Use.POINT && m.reference().all())
                .map(m -> m.reference().name())
                .filter(ids::containsKey)
                .forEach(every::add);
        Map<CellId, Plan.Cell> made = new LinkedHashMap<>();
        for (Row row : rows) {
            CellId id = new CellId(node.id(), row.at());
            if (!made.containsKey(id)) {
                Set<String> names = every;
                if (!row.barriers().isEmpty()) {
                    names = new LinkedHashSet<>(every);
                    names.addAll(row.barriers());
                }
                List<Plan.Barrier> waits = names.stream()
                        .map(name -> barriers.computeIfAbsent(
                                name, n -> new Plan.Barrier(n, ids.getOrDefault(n, List.of()), join)))
                        .toList();
                made.put(id, new Plan.Cell(id, row.needs(), waits, row.values(), seed(node, row)));
            }
        }
        cap.add(node.id(), made.size());
        planned.put(node.id(), List.copyOf(made.values()));
        ids.put(node.id(), List.copyOf(made.keySet()));
    }

    private @Nullable Integer seed(Node node, Row row) {
        return node.isPaid()
                        && atPlanTime(node, Labels.SEED, row)
                                .filter(value -> value.asText().strip().equals("-1"))
                                .isPresent()
                ? Seeds.draw(given.random())
                : null;
    }

    /** What is known of a parameter before the run. */
    private Optional<JsonNode> atPlanTime(Node node, String parameter, Row row) {
        JsonNode value = node.parameter(parameter);
        if (value == null || !value.isTextual()) {
            return Optional.ofNullable(value);
        }
        Optional<Reference> reference = Reference.only(value.textValue());
        if (reference.isEmpty()) {
            return Optional.of(value);
        }
        Reference r = Template.shortened(reference.get(), meant);
        List<String> path = r.path();
        JsonNode at = inputs.get(r.name());
        if (r.name().equals(Names.MATRIX) && !path.isEmpty()) {
            at = row.values().get(path.get(0));
            path = path.subList(1, path.size());
        } else if (r.name().equals(Names.ITEM)) {
            at = row.values().get(Names.ITEM);
        }
        for (String step : path) {
            at = at == null ? null : at.get(step);
        }
        return Optional.ofNullable(at);
    }

    /** What comes out of a node: its cells, or a row for each of their pictures. */
    private RowIndex result(String id) {
        return results.computeIfAbsent(id, name -> {
            Node node = Objects.requireNonNull(nodes.get(name), name);
            List<Row> rows = new ArrayList<>();
            for (Plan.Cell cell : planned.getOrDefault(name, List.of())) {
                Row row = new Row(cell.id().coordinates(), cell.point(), Set.of(cell.id()), Set.of());
                int pictures = node.isPaid() ? pictures(node, row) : 1;
                if (pictures == 1) {
                    rows.add(row);
                } else {
                    pictures(node, row, pictures, rows);
                }
            }
            return new RowIndex(rows);
        });
    }

    private int pictures(Node node, Row row) {
        return atPlanTime(node, "num_images", row)
                .map(value -> value.asInt(1))
                .filter(n -> n > 1)
                .orElse(1);
    }

    private static void pictures(Node node, Row row, int pictures, List<Row> rows) {
        if (row.at().containsKey(Names.PICTURE)) {
            throw new InvalidFlow(
                    "nodes." + node.id() + ".with.num_images",
                    pictures + " pictures of each picture of a request above would both be counted by n; make one of"
                            + " them 1, or wait for all with [*]");
        }
        for (int n = 1; n <= pictures; n++) {
            rows.add(row.and(Names.PICTURE, Integer.toString(n), JsonNodeFactory.instance.numberNode(n)));
        }
    }
}
