package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One step of a flow.
 *
 * @param id letters, digits, {@code _} and {@code -}; unique in its flow
 * @param body what it does
 * @param with parameters; values may hold references and Camel's Simple, see {@link Template}
 * @param needs further nodes that come first, for order only: {@code id} cell by cell, {@code id[*]} all of them
 * @param matrix the points of its cells
 * @param each where its items come from; null for none
 * @param rules how its cells are run, as far as the node says it
 */
public record Node(
        String id,
        Body body,
        ObjectNode with,
        List<String> needs,
        Matrix matrix,
        @Nullable Source each,
        Rules rules) {
    public Node {
        Names.check("nodes." + id, id);
        with = with.deepCopy();
        needs = List.copyOf(needs);
    }

    /** @param call a Camel URI */
    public Node(String id, String call, ObjectNode with) {
        this(id, call, with, List.of());
    }

    /** @param call a Camel URI */
    public Node(String id, String call, ObjectNode with, List<String> needs) {
        this(id, new Body.Call(call), with, needs, Matrix.NONE, null, Rules.NONE);
    }

    /**
     * Reads what {@link #words()} wrote, or what a person wrote in the same words.
     *
     * @param body what the node does when its words do not say it
     * @param words as they stand under the node's id in a flow
     * @throws InvalidFlow with everything that is wrong; paths begin at the word, as in {@code retry.max}
     */
    public static Node ofWords(String id, Body body, JsonNode words) {
        return FlowParts.node(id, body, words);
    }

    /** The words of the format that make this node; what is not said is not written. */
    public ObjectNode words() {
        return Snapshot.of(this);
    }

    @Override
    public ObjectNode with() {
        return with.deepCopy();
    }

    /** The Camel URI that is called; empty when the body is no call. */
    public String call() {
        return body instanceof Body.Call call ? call.uri() : "";
    }

    /** True for a call of {@code wavespeed:}, which is paid for. */
    public boolean isPaid() {
        return call().startsWith(PaidStep.SCHEME);
    }

    @Nullable
    public JsonNode parameter(String name) {
        return with.get(name);
    }

    /** References in the parameters, in reading order. */
    public List<Reference> references() {
        return Reference.in(with);
    }

    /** Every reference of the node, wherever it is written, with its word. */
    public List<Mention> mentions() {
        return Mention.of(this);
    }

    /** Every input and node that this one mentions. */
    public Set<String> mentioned() {
        return mentions().stream().map(m -> m.reference().name()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Every input and node whose value is a list that this node's cells are made of. */
    public Set<String> spreadOver() {
        return mentions().stream()
                .filter(m -> m.use() == Mention.Use.LIST)
                .map(m -> m.reference().name())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What must be read from outside before the node can be planned: {@code csv:FILE} and {@code files:GLOB}. */
    public Set<String> reads() {
        Set<String> all = new LinkedHashSet<>();
        matrix.axes().values().forEach(source -> source.read().ifPresent(all::add));
        if (each != null) {
            each.read().ifPresent(all::add);
        }
        return all;
    }
}
