package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.core.dag.word.Shape;
import io.controlnetflow.core.job.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** What a run is given against what its flow takes. */
public final class InputCheck {
    private InputCheck() {}

    /** Unknown inputs, missing ones, and values of another type; empty when all is well. */
    public static List<Problem> problems(FlowSpec spec, ObjectNode given) {
        List<Problem> found = new ArrayList<>();
        given.properties().forEach(e -> {
            Input input = spec.inputs().get(e.getKey());
            if (input == null) {
                String hint = Suggestion.hint(e.getKey(), spec.inputs().keySet());
                found.add(
                        new Problem(e.getKey(), "is no input of " + spec.name() + (hint.isEmpty() ? "" : "; " + hint)));
            } else if (!input.type().takes(e.getValue())) {
                found.add(new Problem(
                        e.getKey(),
                        Shape.shown(e.getValue()) + " is not " + input.type().what()));
            }
        });
        spec.inputs().forEach((name, input) -> {
            if (input.required() && !given.hasNonNull(name)) {
                found.add(new Problem(
                        name,
                        "is missing; " + spec.name() + " needs " + input.type().what()));
            }
        });
        return found;
    }
}
