package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said of a flow as a whole; its nodes stand elsewhere.
 *
 * @param name of the flow
 * @param version grows when the flow is changed; from 1
 * @param inputs by name, in the order written
 * @param triggers what starts runs in {@code watch}
 * @param limits what it may use up
 * @param defaults how cells are run where their node says nothing
 * @param outputs name to a value with references, in the order written
 */
public record FlowSpec(
        String name,
        int version,
        Map<String, Input> inputs,
        List<Trigger> triggers,
        Limits limits,
        Rules defaults,
        Map<String, JsonNode> outputs) {
    private static final String APPROVE = "approve";

    /** @throws InvalidFlow for names that are none, and a version below 1 */
    public FlowSpec {
        Names.check("dag", name);
        if (name.equals(APPROVE)) {
            throw new InvalidFlow("dag", name + " is the step of an approval, dag:approve; take another name");
        }
        if (version < 1) {
            throw new InvalidFlow("version", version + " is less than 1");
        }
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        inputs.keySet().forEach(input -> Names.check("inputs." + input, input));
        triggers = List.copyOf(triggers);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        outputs.keySet().forEach(output -> Names.check("outputs." + output, output));
    }

    /** A flow with inputs only. */
    public FlowSpec(String name, int version, Map<String, Input> inputs) {
        this(name, version, inputs, List.of(), Limits.NONE, Rules.NONE, Map.of());
    }

    /** What holds for a flow of this name that has no spec. */
    public static FlowSpec standard(String name) {
        return new FlowSpec(name, 1, Map.of());
    }

    /**
     * Reads what {@link #words()} wrote, or what a person wrote in the same words.
     *
     * @throws InvalidFlow with everything that is wrong
     */
    public static FlowSpec ofWords(JsonNode words) {
        return FlowParts.spec(words);
    }

    /** The words of the format that make this spec: a flow without {@code nodes}. */
    public ObjectNode words() {
        return Snapshot.of(this);
    }

    /** The inputs that a run has: what is given, and defaults for the rest. */
    public Map<String, JsonNode> filled(ObjectNode given) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        inputs.forEach((key, input) -> {
            JsonNode value = given.get(key);
            JsonNode fallback = input.fallback();
            if (value != null) {
                all.put(key, value);
            } else if (fallback != null) {
                all.put(key, fallback);
            }
        });
        return all;
    }
}
