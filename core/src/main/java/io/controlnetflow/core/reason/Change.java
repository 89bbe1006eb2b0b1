package io.controlnetflow.core.reason;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One part of what a cell is made of that differs from another cell's.
 *
 * @param node whose part it is
 * @param part its name, as in {@code prompt} or {@code loras[0].scale}
 * @param was as a person reads it; empty when only the bytes differ
 * @param now as a person reads it; empty when only the bytes differ
 * @param because what made the bytes differ, as far above as it can be followed
 */
public record Change(String node, String part, String was, String now, List<Change> because) {
    /** Shown in place of a part that is not there. */
    static final String NOTHING = "nothing";

    public Change {
        because = List.copyOf(because);
    }

    static Change bytes(String node, String part, List<Change> because) {
        return new Change(node, part, "", "", because);
    }

    /** True when it is a picture or another file that differs. */
    public boolean ofBytes() {
        return was.isEmpty() && now.isEmpty();
    }

    /** {@code prompt: "a" -> "b"}, or {@code control_image: other bytes (canny low 100 -> 80 above it)}. */
    public String text() {
        return part + ": " + (ofBytes() ? "other bytes" + above() : was + " -> " + now);
    }

    private String above() {
        return because.isEmpty()
                ? ""
                : " (" + because.stream().map(Change::from).collect(Collectors.joining(", ")) + " above it)";
    }

    /** {@code canny low 100 -> 80}. */
    private String from() {
        String what = node.isEmpty() ? part : node + " " + part;
        return ofBytes() ? what + ": other bytes" : what + " " + was + " -> " + now;
    }

    /** {@code prompt changed}, or {@code control_image changed (canny low)}. */
    public String brief() {
        String why = because.stream()
                .map(change -> change.node.isEmpty() ? change.part : change.node + " " + change.part)
                .collect(Collectors.joining(", "));
        return part + " changed" + (why.isEmpty() ? "" : " (" + why + ")");
    }
}
