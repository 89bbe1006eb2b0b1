package io.controlnetflow.routes.dsl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InputType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.RouteDefinition;

/**
 * Writes a flow in Java, in the words of the format:
 *
 * <pre>{@code
 * camel.addRoutes(Dag.flow("shoot")
 *         .input("image", InputType.IMAGE)
 *         .node("canny").call("control-map:canny").with("image", "${image}")
 *         .node("gen").matrix("seed", 11, 22, 33).call("wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0")
 *         .with("control_image", "${canny}").with("seed", "${matrix.seed}")
 *         .routes());
 * }</pre>
 *
 * What is wrong is said when the flow or its routes are asked for, all at once. Not thread-safe.
 */
public final class Dag {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode words = JsonNodeFactory.instance.objectNode();
    private final Map<String, Consumer<RouteDefinition>> bodies = new LinkedHashMap<>();

    private Dag(String name) {
        words.put("dag", name);
        words.putObject("nodes");
    }

    /** @param name letters, digits, {@code _} and {@code -}, a letter first */
    public static Dag flow(String name) {
        return new Dag(name);
    }

    /** @param version grows when the flow is changed; from 1 */
    public Dag version(int version) {
        words.put("version", version);
        return this;
    }

    /** An input that every run must be given. */
    public Dag input(String name, InputType type) {
        inputWords(name, type).put("required", true);
        return this;
    }

    /** An input that may be left out, and is then absent. */
    public Dag optionalInput(String name, InputType type) {
        inputWords(name, type);
        return this;
    }

    /** @param fallback the value when none is given */
    public Dag input(String name, InputType type, Object fallback) {
        inputWords(name, type).set("default", json(fallback));
        return this;
    }

    private ObjectNode inputWords(String name, InputType type) {
        return words.withObject("/inputs").putObject(name).put("type", type.text());
    }

    /** Pictures dropped into a folder start runs in {@code watch}. */
    public Dag folder(String path) {
        return trigger("folder", Map.of("path", path));
    }

    /** A timetable starts runs in {@code watch}. */
    public Dag cron(String schedule) {
        return trigger("cron", Map.of("schedule", schedule));
    }

    /** Requests start runs in {@code watch}. */
    public Dag http(String path) {
        return trigger("http", Map.of("path", path));
    }

    /** Any Camel consumer starts runs in {@code watch}. */
    public Dag uri(String from) {
        return trigger("uri", Map.of("from", from));
    }

    /**
     * A trigger with all of its words.
     *
     * @param kind {@code folder}, {@code cron}, {@code http} or {@code uri}
     * @param said as under the kind in a {@code *.dag.yaml}
     */
    public Dag trigger(String kind, Map<String, ?> said) {
        words.withArray("/triggers").addObject().set(kind, json(said));
        return this;
    }

    /** @param usd that one run may cost */
    public Dag budgetOfARun(double usd) {
        words.withObject("/limits").withObject("/budget").put("run", usd);
        return this;
    }

    /** @param usd that all runs of a day may cost */
    public Dag budgetOfADay(double usd) {
        words.withObject("/limits").withObject("/budget").put("day", usd);
        return this;
    }

    /** @param most cells of one run; a plan with more fails before anything is sent */
    public Dag cells(int most) {
        words.withObject("/limits").put("cells", most);
        return this;
    }

    /** How cells are run where their node says nothing. */
    public Dag defaults(Consumer<DagDefaults> said) {
        said.accept(new DagDefaults(words.withObject("/defaults")));
        return this;
    }

    /** Begins a node; said of one that is there, its words go on. */
    public DagNode node(String id) {
        ObjectNode nodes = words.withObject("/nodes");
        ObjectNode node = nodes.get(id) instanceof ObjectNode known ? known : nodes.putObject(id);
        return new DagNode(this, id, node);
    }

    void body(String node, Consumer<RouteDefinition> body) {
        bodies.put(node, body);
    }

    /** @param value what the flow answers with under this name; usually a reference */
    public Dag output(String name, Object value) {
        words.withObject("/outputs").set(name, json(value));
        return this;
    }

    /** @throws io.controlnetflow.core.dag.InvalidFlow with everything that is wrong */
    public Flow flow() {
        return Flow.ofSnapshot(words);
    }

    /**
     * For {@code camel.addRoutes} and {@code main.configure().addRoutesBuilder}.
     *
     * @throws io.controlnetflow.core.dag.InvalidFlow with everything that is wrong
     */
    public RoutesBuilder routes() {
        return new DagRoutes(flow(), bodies);
    }

    /** As a file would hold it. */
    static JsonNode json(Object value) {
        try {
            return JSON.readTree(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    value.getClass().getName() + " is no value of a flow; give text, numbers,"
                            + " truths, lists or maps",
                    e);
        }
    }
}
