package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Node;
import java.util.Locale;

/** What a box stands for, and how a legend calls it. */
enum Kind {
    TRIGGER("starts runs"),
    INPUT("input"),
    MAP("control map"),
    PAID("paid generation"),
    PICTURES("pictures"),
    CALL("call"),
    STEPS("steps"),
    APPROVAL("a person's yes"),
    FLOW("flow of its own"),
    OUTPUT("output");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    static Kind of(Node node) {
        if (node.body() instanceof Body.Approve) {
            return APPROVAL;
        }
        if (node.body() instanceof Body.Steps) {
            return STEPS;
        }
        if (node.isPaid()) {
            return PAID;
        }
        return switch (node.call().replaceFirst(":.*", "")) {
            case "control-map" -> MAP;
            case "pictures" -> PICTURES;
            case "dag" -> FLOW;
            default -> CALL;
        };
    }

    /** Whether it lies at an end of the flow and is no node. */
    boolean isEnd() {
        return this == TRIGGER || this == INPUT || this == OUTPUT;
    }

    String words() {
        return words;
    }

    String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
