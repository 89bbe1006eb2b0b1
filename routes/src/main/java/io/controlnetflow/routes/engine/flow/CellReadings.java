package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Template;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.core.wire.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a cell take from outside of its run, by their paths. What was kept is taken again as long as the parameter is
 * written the same and what it refers to is the same. Of one cell; not thread-safe.
 */
public final class CellReadings {
    static final String SHOW = "approve.show";

    private static final String OF = "of";
    private static final String VALUE = "value";

    private final JsonNode kept;
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

    /** @param kept what {@link #json} gave at an earlier start of the cell; null for nothing */
    public CellReadings(@Nullable String kept, Language language) {
        this.kept = kept == null ? JsonNodeFactory.instance.objectNode() : CellDetail.read(kept);
        this.language = language;
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
        JsonNode before = now.has(path) ? now.path(path) : kept.path(path);
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
