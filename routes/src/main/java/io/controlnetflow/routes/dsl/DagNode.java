package io.controlnetflow.routes.dsl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Durations;
import io.controlnetflow.core.dag.Flow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** A node of {@link Dag} in the making; its words, and the way on to the next node. Not thread-safe. */
public final class DagNode extends RuleWords<DagNode> {
    private final Dag dag;
    private final String id;

    DagNode(Dag dag, String id, ObjectNode words) {
        super(words);
        this.dag = dag;
        this.id = id;
    }

    @Override
    DagNode self() {
        return this;
    }

    /** @param uri a Camel URI, as in {@code control-map:canny} */
    public DagNode call(String uri) {
        words().put("call", uri);
        return this;
    }

    /** @param yaml a list of Camel YAML steps; the last body is the node's value */
    public DagNode steps(String yaml) {
        words().set("steps", YamlSteps.read("nodes." + id + ".steps", yaml));
        return this;
    }

    /** @param body adds the steps of the node to its route; such a node cannot be ejected */
    public DagNode steps(Consumer<RouteDefinition> body) {
        dag.body(id, body);
        return this;
    }

    /**
     * @param value text, which may hold references such as ${canny.image} and Camel's Simple such as ${date:now:yyyy}; or a number, a
     *     truth, a list, a map, JSON
     */
    public DagNode with(String parameter, Object value) {
        words().withObject("/with").set(parameter, Dag.json(value));
        return this;
    }

    /** @param nodes ids of nodes that come first, for order only; {@code id[*]} waits for all of its cells */
    public DagNode needs(String... nodes) {
        List.of(nodes).forEach(words().withArray("/needs")::add);
        return this;
    }

    /** @param values at least one; every combination of values is a cell */
    public DagNode matrix(String name, Object... values) {
        words().withObject("/matrix").set(name, Dag.json(List.of(values)));
        return this;
    }

    /** Whole numbers, both ends included. */
    public DagNode matrixRange(String name, long from, long to) {
        words().withObject("/matrix").put(name, from + ".." + to);
        return this;
    }

    /** @param reference to a list, as in ${seeds} */
    public DagNode matrixOf(String name, String reference) {
        words().withObject("/matrix").put(name, reference);
        return this;
    }

    /** A further point of the matrix; it has every name. */
    public DagNode include(Map<String, ?> point) {
        words().withObject("/matrix").withArray("/include").add(Dag.json(point));
        return this;
    }

    /** Points that are left out: all that agree with these values. */
    public DagNode exclude(Map<String, ?> point) {
        words().withObject("/matrix").withArray("/exclude").add(Dag.json(point));
        return this;
    }

    /** @param list {@code csv:FILE}, {@code files:GLOB} or a reference; the item is ${item} */
    public DagNode each(String list) {
        words().put("each", list);
        return this;
    }

    /** A person's yes or no. */
    public DagNode approve() {
        words().withObject("/approve");
        return this;
    }

    /** @param show what the person sees, usually a reference */
    public DagNode approve(String show) {
        words().withObject("/approve").put("show", show);
        return this;
    }

    /**
     * @param show what the person sees; null for nothing
     * @param timeout how long it waits
     * @param otherwise what holds after that
     */
    public DagNode approve(@Nullable String show, Duration timeout, Body.Otherwise otherwise) {
        ObjectNode approve = words().withObject("/approve");
        if (show != null) {
            approve.put("show", show);
        }
        approve.put("timeout", Durations.text(timeout))
                .put("otherwise", otherwise.name().toLowerCase(Locale.ROOT));
        return this;
    }

    /** @param uri a Camel URI that is told when the person is asked; after {@code approve} */
    public DagNode tell(String uri) {
        words().withObject("/approve").put("tell", uri);
        return this;
    }

    /** The next node. */
    public DagNode node(String next) {
        return dag.node(next);
    }

    /** An output of the flow. */
    public Dag output(String name, Object value) {
        return dag.output(name, value);
    }

    /**
     * @throws io.controlnetflow.core.dag.InvalidFlow with everything that is wrong
     */
    public Flow flow() {
        return dag.flow();
    }

    /**
     * @throws io.controlnetflow.core.dag.InvalidFlow with everything that is wrong
     */
    public RoutesBuilder routes() {
        return dag.routes();
    }
}
