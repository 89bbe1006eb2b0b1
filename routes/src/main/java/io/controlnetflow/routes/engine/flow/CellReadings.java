package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Template;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.wire.Inputs;
import java.util.ArrayList;
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
    private static final String VALUE = "value";

    private final Supplier<JsonNode> earlier;
    private final Language language;
    private final ObjectNode now = JsonNodeFactory.instance.objectNode();
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
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        parts.set("written", written);
        parts.set("seen", Template.seen(written, known));
        String of = CellView.sha256(Inputs.canonical(parts));
        JsonNode before = now.has(path) ? now.path(path) : earlier.get().path(path);
        if (before.path(OF).asText().equals(of)) {
            now.set(path, before);
            return Optional.ofNullable(before.get(VALUE));
        }
        Optional<JsonNode> value = Template.value(
                path.replaceFirst("^with\\.", ""),
                written,
                known,
                names,
                expression -> language.value(expression, known));
        ObjectNode entry = now.putObject(path).put(OF, of);
        value.ifPresent(v -> entry.set(VALUE, v));
        fresh.add(path);
        return value;
    }

    /** Paths of what was taken now, and is not kept yet. */
    public List<String> fresh() {
        return List.copyOf(fresh);
    }

    /** What was taken at a path; missing when it was not, or came to nothing. */
    public JsonNode at(String path) {
        return now.path(path).path(VALUE);
    }

    /** To be kept. */
    public String json() {
        return now.toString();
    }
}
