package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pipeline: inputs and nodes. Checked when it is made: every reference leads somewhere, no id is there twice, and
 * nothing needs itself.
 *
 * @param name of the flow
 * @param version grows when the flow is changed
 * @param inputs by name, in the order written
 * @param nodes in the order written
 */
public record Flow(String name, int version, Map<String, Input> inputs, List<Node> nodes) {
    /** @throws InvalidFlow for duplicate ids, unknown references and cycles; the message names the path */
    public Flow {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        nodes = List.copyOf(nodes);
        Set<String> ids = new LinkedHashSet<>();
        for (Node node : nodes) {
            if (!ids.add(node.id())) {
                throw new InvalidFlow(name + ": nodes." + node.id() + ": is there twice; give one another id");
            }
            if (inputs.containsKey(node.id())) {
                throw new InvalidFlow(
                        name + ": nodes." + node.id() + ": is the name of an input too; give one another name");
            }
        }
        Set<String> known = new LinkedHashSet<>(inputs.keySet());
        known.addAll(ids);
        for (Node node : nodes) {
            checkReferences(name, node, known, ids);
        }
        refuseCycles(name, nodes);
    }

    private static void checkReferences(String flow, Node node, Set<String> known, Set<String> ids) {
        for (Reference r : node.references()) {
            if (!known.contains(r.name())) {
                throw new InvalidFlow(flow + ": nodes." + node.id() + ".with: " + r
                        + " names neither an input nor a node" + hint(r.name(), known));
            }
            if (r.all() && !ids.contains(r.name())) {
                throw new InvalidFlow(
                        flow + ": nodes." + node.id() + ".with: " + r + " is an input and has no cells; leave [*] out");
            }
        }
        for (String need : node.needs()) {
            if (!ids.contains(need)) {
                throw new InvalidFlow(
                        flow + ": nodes." + node.id() + ".needs: " + need + " is no node" + hint(need, ids));
            }
        }
    }

    private static String hint(String word, Set<String> known) {
        String hint = Suggestion.hint(word, known);
        return hint.isEmpty() ? "; known are " + String.join(", ", known) : "; " + hint;
    }

    private static void refuseCycles(String flow, List<Node> nodes) {
        Map<String, Node> byId = new LinkedHashMap<>();
        nodes.forEach(n -> byId.put(n.id(), n));
        Set<String> clean = new HashSet<>();
        for (Node node : nodes) {
            visit(flow, node, byId, new ArrayList<>(), clean);
        }
    }

    private static void visit(String flow, Node node, Map<String, Node> byId, List<String> way, Set<String> clean) {
        if (clean.contains(node.id())) {
            return;
        }
        int seen = way.indexOf(node.id());
        way.add(node.id());
        if (seen >= 0) {
            throw new InvalidFlow(flow + ": nodes." + node.id() + ": needs itself: "
                    + String.join(" -> ", way.subList(seen, way.size())) + "; take one of these references out");
        }
        for (String name : node.mentioned()) {
            Node above = byId.get(name);
            if (above != null) {
                visit(flow, above, byId, way, clean);
            }
        }
        way.remove(way.size() - 1);
        clean.add(node.id());
    }

    public Optional<Node> node(String id) {
        return nodes.stream().filter(n -> n.id().equals(id)).findFirst();
    }

    /** The flow as it is kept with each run. */
    public ObjectNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("dag", name).put("version", version);
        ObjectNode in = json.putObject("inputs");
        inputs.forEach((key, input) -> {
            ObjectNode one = in.putObject(key).put("type", input.type()).put("required", input.required());
            if (input.fallback() != null) {
                one.set("default", input.fallback());
            }
        });
        ObjectNode all = json.putObject("nodes");
        for (Node node : nodes) {
            ObjectNode one = all.putObject(node.id()).put("call", node.call());
            one.set("with", node.with());
            if (!node.needs().isEmpty()) {
                node.needs().forEach(one.putArray("needs")::add);
            }
        }
        return json;
    }

    /** Reads what {@link #snapshot()} wrote. */
    public static Flow ofSnapshot(JsonNode json) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        json.path("inputs")
                .properties()
                .forEach(e -> inputs.put(
                        e.getKey(),
                        new Input(
                                e.getValue().path("type").asText(),
                                e.getValue().path("required").asBoolean(),
                                e.getValue().get("default"))));
        List<Node> nodes = new ArrayList<>();
        json.path("nodes").properties().forEach(e -> {
            List<String> needs = new ArrayList<>();
            e.getValue().path("needs").forEach(n -> needs.add(n.asText()));
            ObjectNode with =
                    e.getValue().path("with") instanceof ObjectNode o ? o : JsonNodeFactory.instance.objectNode();
            nodes.add(new Node(e.getKey(), e.getValue().path("call").asText(), with, needs));
        });
        return new Flow(json.path("dag").asText(), json.path("version").asInt(), inputs, nodes);
    }
}
