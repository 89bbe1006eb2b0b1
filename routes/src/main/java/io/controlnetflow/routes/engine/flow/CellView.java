package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Join;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Reference;
import io.controlnetflow.core.dag.Template;
import io.controlnetflow.core.dag.Values;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.core.dag.plan.CellId;
import io.controlnetflow.core.dag.plan.Plan;
import io.controlnetflow.core.dag.plan.Scope;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Gate;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.ledger.Runs.CellKey;
import io.controlnetflow.core.wire.Inputs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A cell about to be run, with everything that it refers to.
 *
 * @param run whose cell it is
 * @param flow as it was when the run was made
 * @param node of the cell
 * @param row in the ledger
 * @param known what its references mean, by name
 * @param with its parameters, every reference resolved
 * @param readings what its parameters took from outside
 * @param names of the run and of the files that it refers to, for steps that put them somewhere: {@code run.label}, {@code run.stem},
 *     for each needed node {@code node.file}, the first one's, and behind a barrier {@code node[*].file}, all of them
 */
public record CellView(
        Runs.Run run,
        Flow flow,
        Node node,
        Runs.Cell row,
        Map<String, JsonNode> known,
        ObjectNode with,
        CellReadings readings,
        Map<String, Object> names) {
    /** What a value was made of is kept up to this many characters. */
    private static final int MOST_PARTS = 200_000;

    private static final String FILE = ".file";
    private static final Pattern NAMES = Pattern.compile("variable\\.(run\\.(label|stem)|[^}\"]*\\.file)");

    /** What stands directly above a row, or the members of a barrier; in order. */
    public interface Above {
        List<Runs.Cell> of(String row);
    }

    /**
     * Reads what the cell needs: the cells directly above, and the members of barriers.
     *
     * @param readings takes what is not there yet from outside
     * @throws io.controlnetflow.core.dag.InvalidFlow when a reference leads nowhere
     */
    public static CellView of(Runs.Run run, Flow flow, Runs.Cell row, Above rows, CellReadings readings) {
        Node node = flow.node(row.node()).orElseThrow();
        Map<CellId, JsonNode> outputs = new LinkedHashMap<>();
        Set<CellId> needs = new LinkedHashSet<>();
        List<Plan.Barrier> barriers = new ArrayList<>();
        for (Runs.Cell above : rows.of(row.id())) {
            if (above.gate().equals(Gate.CELL)) {
                needs.add(note(above, outputs));
            } else {
                List<CellId> members = new ArrayList<>();
                rows.of(above.id()).forEach(member -> members.add(note(member, outputs)));
                barriers.add(new Plan.Barrier(node(above), members, new Join.All()));
            }
        }
        CellDetail detail = CellDetail.of(row);
        Plan.Cell cell = new Plan.Cell(detail.id(row.node()), needs, barriers, detail.point(), detail.seed());
        ObjectNode inputs = (ObjectNode) CellDetail.read(run.plan().inputs());
        Map<String, JsonNode> known = Scope.of(flow, cell, inputs, outputs);
        Set<String> names = Variables.names(flow);
        ObjectNode with = Scope.parameters(flow, cell, known, (path, text) -> readings.value(path, text, known, names));
        CellReadings.show(node)
                .filter(show -> Template.isIn(show, names))
                .ifPresent(show -> readings.value(CellReadings.SHOW, show, known, names));
        if (node.isPaid() && readings.at("with.seed").asText().strip().equals("-1")) {
            throw new InvalidFlow("seed: " + node.with().path("seed").asText()
                    + " comes to -1, which draws a seed when a run is planned; write -1 as it is, or stay above it");
        }
        Map<String, Object> said = names(run.plan().label(), needs, outputs);
        return new CellView(run, flow, node, row, known, MapSizes.with(flow, node, inputs, with), readings, said);
    }

    private static Map<String, Object> names(String label, Set<CellId> needs, Map<CellId, JsonNode> outputs) {
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("run.label", label);
        names.put("run.stem", PublishedNames.stem(label));
        Map<String, List<String>> all = new LinkedHashMap<>();
        outputs.forEach((cell, output) -> {
            List<String> files = PublishedNames.of(label, cell, output);
            if (!files.isEmpty()) {
                names.putIfAbsent(cell.node() + FILE, files.get(0));
                if (!needs.contains(cell)) {
                    all.computeIfAbsent(cell.node() + "[*]" + FILE, node -> new ArrayList<>())
                            .addAll(files);
                }
            }
        });
        names.putAll(all);
        return Collections.unmodifiableMap(names);
    }

    /** What a person is shown; empty when that is nothing. */
    public Optional<JsonNode> shown() {
        Set<String> names = Variables.names(flow);
        return CellReadings.show(node)
                .flatMap(show -> Template.isIn(show, names)
                        ? readings.value(CellReadings.SHOW, show, known, names)
                        : Optional.of(meant(show.textValue()).values().stream()
                                .findFirst()
                                .orElse(show)));
    }

    private static CellId note(Runs.Cell cell, Map<CellId, JsonNode> outputs) {
        CellId id = CellDetail.of(cell).id(cell.node());
        String output = cell.output();
        if (cell.state() == CellState.DONE && output != null) {
            outputs.put(id, CellDetail.read(output));
        }
        return id;
    }

    private static String node(Runs.Cell barrier) {
        return barrier.node().replace("[*]", "");
    }

    /** What a text's short references stand for; those that have no value are left out. */
    public Map<Reference, JsonNode> meant(String text) {
        Map<Reference, JsonNode> found = new HashMap<>();
        for (Reference reference : Reference.in(JsonNodeFactory.instance.textNode(text))) {
            ObjectNode one = JsonNodeFactory.instance.objectNode().put("value", reference.toString());
            Optional.ofNullable(Values.resolve(one, known).get("value"))
                    .ifPresent(value -> found.put(reference, value));
        }
        return found;
    }

    /**
     * What the cell's result depends on; empty when the node is no computation: a paid request has a key of its own, and a person
     * is asked each time. A result that no other run may use depends on the run too.
     *
     * @param origin whose place the run took, first of all
     * @param models what makes control maps now
     */
    public Optional<CellKey> key(Supplier<String> origin, NodeModels models) {
        if (node.isPaid() || node.body() instanceof Body.Approve) {
            return Optional.empty();
        }
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        parts.set("body", bodyAsWritten());
        parts.set("with", with);
        ObjectNode seen = parts.putObject("known");
        node.mentioned().forEach(name -> {
            for (String form : new String[] {name, name + "[*]"}) {
                Optional.ofNullable(known.get(form)).ifPresent(value -> seen.set(form, value));
            }
        });
        ArrayNode made = models.of(node, with);
        if (!made.isEmpty()) {
            ArrayNode files = parts.putArray("models");
            made.forEach(hash -> files.add("sha256:" + hash.asText()));
        }
        if (node.body() instanceof Body.Steps steps
                && NAMES.matcher(steps.steps().toString()).find()) {
            parts.put("label", run.plan().label()); // what is put under another name is another result
        }
        if (isOfThisRunOnly()) {
            parts.put("run", origin.get())
                    .put("cell", row.id().substring(row.runId().length()));
        }
        String text = Inputs.canonical(parts);
        return Optional.of(new CellKey(sha256(text), text.length() > MOST_PARTS ? null : text));
    }

    /** The node wants it, or nobody can say whether its body is still the same. */
    private boolean isOfThisRunOnly() {
        return !flow.rules(node).reused() || node.body() instanceof Body.Route;
    }

    private JsonNode bodyAsWritten() {
        if (node.body() instanceof Body.Steps steps) {
            return steps.steps();
        }
        return JsonNodeFactory.instance.textNode(node.call());
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
