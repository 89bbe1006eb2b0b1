package io.controlnetflow.core.reason;

import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.core.ledger.History.Made;
import io.controlnetflow.core.ledger.History.RunView;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.Run;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a person means by a run and by a cell: the first digits of the run's id or its label, a slash, the node, and as many
 * coordinates as are needed, by value or by name. Without a run the newest one that has such a cell.
 */
public record CellFinder(Ledger ledger) {
    private static final Pattern CELL = Pattern.compile("(?:(.+)/)?([A-Za-z_][\\w-]*)(?:\\[(.*)])?");
    private static final int NEWEST = 200;
    private static final int SHOWN = 8;

    /** @throws InvalidField when no run, or more than one, is meant */
    public Run run(String text) {
        List<Run> found = runs(text);
        if (found.isEmpty()) {
            throw new InvalidField(
                    "RUN", text, "is neither the start of a run's id nor a run's label", "'flow status' lists them");
        }
        if (found.size() > 1) {
            throw new InvalidField("RUN", text, "is the start of " + found.size() + " runs' ids", "give more digits");
        }
        return found.get(0);
    }

    /** By the digits of the id, else the newest with this label. */
    private List<Run> runs(String text) {
        if (text.matches("[0-9a-f]{1,64}")) {
            List<Run> found = ledger.history().runsByPrefix(text);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return newest().stream()
                .filter(run -> run.plan().label().equals(text))
                .limit(1)
                .toList();
    }

    private List<Run> newest() {
        return ledger.history().newest(NEWEST).stream().map(RunView::run).toList();
    }

    /** @throws InvalidField when no cell, or more than one, is meant */
    public Cell cell(String text) {
        Matcher parts = CELL.matcher(text);
        if (!parts.matches()) {
            throw new InvalidField(
                    "CELL", text, "is no cell", "write RUN/NODE[COORDINATES], as in 3f9a12/gen[seed=11]");
        }
        String node = parts.group(2);
        List<String> at = parts.group(3) == null
                ? List.of()
                : Arrays.stream(parts.group(3).split(",")).map(String::strip).toList();
        if (parts.group(1) != null) {
            Run run = run(parts.group(1));
            return one(text, run, matching(run, node, at), node);
        }
        for (Run run : newest()) {
            List<Cell> found = matching(run, node, at);
            if (!found.isEmpty()) {
                return one(text, run, found, node);
            }
        }
        throw new InvalidField("CELL", text, "is a cell of no run", "'flow status' lists the runs");
    }

    private List<Cell> matching(Run run, String node, List<String> at) {
        return ledger.history().cells(run.plan().id()).stream()
                .map(Made::cell)
                .filter(cell -> cell.node().equals(node) && coordinates(cell).containsAll(at))
                .toList();
    }

    /** {@code seed=11} and {@code 11}. */
    private static Set<String> coordinates(Cell cell) {
        Set<String> all = new LinkedHashSet<>();
        int open = cell.id().indexOf('[', cell.runId().length());
        if (open > 0) {
            for (String one :
                    cell.id().substring(open + 1, cell.id().length() - 1).split(",")) {
                all.add(one);
                all.add(one.substring(one.indexOf('=') + 1));
            }
        }
        return all;
    }

    private Cell one(String text, Run run, List<Cell> found, String node) {
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            Set<String> nodes = ledger.history().cells(run.plan().id()).stream()
                    .map(made -> made.cell().node())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            String hint = Suggestion.hint(node, nodes);
            throw new InvalidField(
                    "CELL",
                    text,
                    "is no cell of this run",
                    nodes.contains(node)
                            ? "it has " + names(matching(run, node, List.of()))
                            : hint.isEmpty() ? "its nodes are " + String.join(", ", nodes) : hint);
        }
        throw new InvalidField("CELL", text, "is " + found.size() + " cells", "name one of " + names(found));
    }

    private static String names(List<Cell> cells) {
        String some = cells.stream().limit(SHOWN).map(CellFinder::shortName).collect(Collectors.joining(", "));
        return cells.size() > SHOWN ? some + ", …" : some;
    }

    /** The cell's id without its run's. */
    public static String shortName(Cell cell) {
        return cell.id().substring(cell.runId().length() + 1);
    }

    /** The cell's id with as much of its run's as people need. */
    public static String brief(Cell cell) {
        return brief(cell.runId()) + "/" + shortName(cell);
    }

    /** As much of a run's id as people need. */
    public static String brief(String run) {
        return run.substring(0, Math.min(12, run.length()));
    }
}
