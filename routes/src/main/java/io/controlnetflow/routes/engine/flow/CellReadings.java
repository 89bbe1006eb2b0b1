package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Template;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.wire.Inputs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a cell take from outside of its run, by their paths. What was kept is taken again as long as the parameter is
 * written the same and what it refers to is the same. Of one cell; not thread-safe.
 */
public final class CellReadings {
    static final String SHOW = "approve.show";
    /** Name in a run's stored inputs that no input can have. */
    static final String INHERITED = "$readings";

    private static final String OF = "of";
    private static final String VALUES = "values";
    private static final int MOST = 1_000_000;

    private final Supplier<JsonNode> earlier;
    private final Language language;
    private final ObjectNode now = JsonNodeFactory.instance.objectNode();
    private final Map<String, Optional<JsonNode>> made = new HashMap<>();
    private final List<String> fresh = new ArrayList<>();

    /** Camel's Simple. */
    public interface Language {
        /**
         * The value of one expression; empty when it comes to nothing.
         *
         * @param known what the cell refers to, by name
         * @throws io.controlnetflow.core.dag.InvalidFlow when it cannot be read or has no value here
         */
        Optional<JsonNode> value(String expression, Map<String, JsonNode> known);
    }

    private CellReadings(Supplier<JsonNode> earlier, Language language) {
        this.earlier = earlier;
        this.language = language;
    }

    /**
     * @param kept what {@link #json} gave at an earlier start of the cell; null for nothing: then what a run took whose place this one
     *     takes
     */
    public static CellReadings of(Runs.Run run, Runs.Cell cell, @Nullable String kept, Language language) {
        return new CellReadings(
                () -> kept == null
                        ? CellDetail.read(run.plan().inputs())
                                .path(INHERITED)
                                .path(cell.id().substring(cell.runId().length()))
                        : CellDetail.read(kept),
                language);
    }

    /**
     * Leaves what cells took to the run that takes the place of theirs.
     *
     * @param inputs of the new run, as they are stored
     * @param before of the old one
     * @param readings by the ids of the old one's cells
     */
    static void inherit(ObjectNode inputs, ObjectNode before, String oldRun, Map<String, String> readings) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        if (before.get(INHERITED) instanceof ObjectNode older) {
            all.setAll(older);
        }
        readings.forEach((cell, kept) -> all.set(cell.substring(oldRun.length()), CellDetail.read(kept)));
        if (!all.isEmpty()) {
            inputs.set(INHERITED, all);
        }
    }

    /** Whether Camel has a part in the node's parameters, or in what a person is shown. */
    public static boolean areOf(Flow flow, Node node) {
        Set<String> names = Variables.names(flow);
        return Template.isIn(node.with(), names)
                || show(node).filter(show -> Template.isIn(show, names)).isPresent();
    }

    static Optional<JsonNode> show(Node node) {
        return node.body() instanceof Body.Approve approve && approve.show() != null
                ? Optional.of(JsonNodeFactory.instance.textNode(approve.show()))
                : Optional.empty();
    }

    Optional<JsonNode> value(String path, JsonNode written, Map<String, JsonNode> known, Set<String> names) {
        Optional<JsonNode> there = made.get(path);
        if (there != null) {
            return there;
        }
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        parts.set("written", written);
        parts.set("seen", Template.seen(written, known));
        String of = CellView.sha256(Inputs.canonical(parts));
        JsonNode before = earlier.get().path(path);
        boolean same = before.path(OF).asText().equals(of);
        Iterator<JsonNode> again = same ? before.path(VALUES).iterator() : Collections.emptyIterator();
        ArrayNode taken = JsonNodeFactory.instance.arrayNode();
        Optional<JsonNode> value =
                Template.value(path.replaceFirst("^with\\.", ""), written, known, names, expression -> {
                    Optional<JsonNode> one = again.hasNext()
                            ? Optional.of(again.next()).filter(v -> !v.isNull())
                            : language.value(expression, known);
                    taken.add(one.orElseGet(JsonNodeFactory.instance::nullNode));
                    return one;
                });
        now.putObject(path).put(OF, of).set(VALUES, taken);
        if (!same) {
            fresh.add(path);
        }
        made.put(path, value);
        return value;
    }

    /** Paths of what was taken now, and is not kept yet. */
    public List<String> fresh() {
        return List.copyOf(fresh);
    }

    /** What the parameter at a path came to; missing when that is nothing, or Camel has no part in it. */
    public JsonNode at(String path) {
        return made.getOrDefault(path, Optional.empty()).orElseGet(JsonNodeFactory.instance::missingNode);
    }

    /**
     * To be kept: the values of expressions.
     *
     * @throws InvalidFlow when they are too long for it
     */
    public String json() {
        String json = now.toString();
        if (json.length() > MOST) {
            throw new InvalidFlow(String.join(", ", fresh) + ": reads more than " + MOST
                    + " characters; let a node of its own make it, with steps, and refer to that node");
        }
        return json;
    }
}
