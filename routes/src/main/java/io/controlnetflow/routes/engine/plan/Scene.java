package io.controlnetflow.routes.engine.plan;

import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.NewCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a run that is not there yet, as the ledger would keep them. Not thread-safe. */
final class Scene {
    private final String run;
    private final Map<String, Cell> rows = new LinkedHashMap<>();
    private final Map<String, List<String>> above = new LinkedHashMap<>();

    Scene(String run, List<NewCell> cells) {
        this.run = run;
        add(cells);
    }

    /** Adds those that are not there yet, with their edges. Returns the new ones. */
    List<Cell> add(List<NewCell> all) {
        List<Cell> fresh = new ArrayList<>();
        for (NewCell cell : all) {
            if (!rows.containsKey(cell.id())) {
                Cell row = row(cell);
                rows.put(cell.id(), row);
                fresh.add(row);
            }
            for (String below : cell.below()) {
                List<String> its = above.computeIfAbsent(below, id -> new ArrayList<>());
                if (!its.contains(cell.id())) {
                    its.add(cell.id());
                }
            }
        }
        return fresh;
    }

    private Cell row(NewCell cell) {
        return new Cell(
                cell.id(),
                run,
                cell.node(),
                cell.coordinates(),
                cell.order(),
                CellState.PENDING,
                null,
                null,
                null,
                false,
                cell.gate(),
                cell.optional(),
                cell.repeatable(),
                0,
                0,
                null);
    }

    List<Cell> rows() {
        return List.copyOf(rows.values());
    }

    Cell row(String id) {
        return Objects.requireNonNull(rows.get(id), id);
    }

    Optional<Cell> find(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    List<Cell> above(String id) {
        return above.getOrDefault(id, List.of()).stream().map(this::row).toList();
    }

    /** The cell is done, with a value. */
    void done(String id, @Nullable String output) {
        Cell was = row(id);
        rows.put(
                id,
                new Cell(
                        was.id(),
                        was.runId(),
                        was.node(),
                        was.coordinates(),
                        was.order(),
                        CellState.DONE,
                        output,
                        null,
                        null,
                        false,
                        was.gate(),
                        was.optional(),
                        was.repeatable(),
                        0,
                        0,
                        null));
    }

    void ended(String id, CellState state) {
        rows.put(id, row(id).in(state));
    }
}
