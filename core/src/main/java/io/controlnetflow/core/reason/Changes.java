package io.controlnetflow.core.reason;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.reason.Differences.Difference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds cells of the same node against each other. */
public final class Changes {
    /** Pictures are followed upwards so far. */
    private static final int DEEPEST = 20;

    private final Lineage lineage;

    public Changes(Lineage lineage) {
        this.lineage = lineage;
    }

    /**
     * The nearest of other cells, and what is different now.
     *
     * @param than the other cell
     * @param changes empty when it is made of the same
     */
    public record Nearest(Making than, List<Change> changes) {
        public Nearest {
            changes = List.copyOf(changes);
        }
    }

    /** The one with the fewest differing parts; of equals the first. Empty when there are none. */
    public Optional<Nearest> nearest(Making cell, List<Making> others) {
        return others.stream()
                .min(Comparator.comparingInt(other -> differences(other, cell).size()))
                .map(other -> new Nearest(other, between(other, cell)));
    }

    /** What is different in a cell than in another one. */
    public List<Change> between(Making was, Making now) {
        return between(was, now, 0);
    }

    private List<Change> between(Making was, Making now, int depth) {
        return differences(was, now).stream()
                .map(one -> one.ofBytes()
                        ? Change.bytes(now.node(), one.path(), because(was, now, one, depth))
                        : new Change(
                                now.node(),
                                one.path(),
                                Differences.shown(one.was()),
                                Differences.shown(one.now()),
                                List.of()))
                .toList();
    }

    private static List<Difference> differences(Making was, Making now) {
        List<Difference> found = Differences.of(was.parts(), now.parts());
        return found.isEmpty() ? Differences.of(was.known(), now.known()) : found;
    }

    /** What made the bytes differ, at its root; empty when it cannot be said. */
    private List<Change> because(Making was, Making now, Difference bytes, int depth) {
        if (depth >= DEEPEST) {
            return List.of();
        }
        Optional<Making> before = maker(was, Differences.ref(bytes.was()));
        Optional<Making> after = maker(now, Differences.ref(bytes.now()));
        if (before.isEmpty() || after.isEmpty()) {
            return ofInputs(was, now, bytes, before, after);
        }
        if (!before.get().node().equals(after.get().node())) {
            return List.of(
                    new Change("", "from", before.get().node(), after.get().node(), List.of()));
        }
        List<Change> roots = new ArrayList<>();
        for (Change change : between(before.get(), after.get(), depth + 1)) {
            if (change.because().isEmpty()) {
                roots.add(change);
            } else {
                change.because().stream().filter(root -> !roots.contains(root)).forEach(roots::add);
            }
        }
        return roots;
    }

    private List<Change> ofInputs(
            Making was, Making now, Difference bytes, Optional<Making> before, Optional<Making> after) {
        Optional<String> earlier = before.map(Making::node).or(() -> input(was, Differences.ref(bytes.was())));
        Optional<String> later = after.map(Making::node).or(() -> input(now, Differences.ref(bytes.now())));
        if (earlier.isEmpty() || later.isEmpty()) {
            return List.of();
        }
        return earlier.equals(later)
                ? List.of(Change.bytes("input", later.get(), List.of()))
                : List.of(new Change("", "from", earlier.get(), later.get(), List.of()));
    }

    private Optional<Making> maker(Making cell, String ref) {
        return lineage.above(cell).stream()
                .filter(above -> above.output().contains(ref))
                .findFirst();
    }

    private Optional<String> input(Making cell, String ref) {
        for (Map.Entry<String, JsonNode> input : lineage.inputs(cell).properties()) {
            if (input.getValue().toString().contains(ref)) {
                return Optional.of(input.getKey());
            }
        }
        return Optional.empty();
    }
}
