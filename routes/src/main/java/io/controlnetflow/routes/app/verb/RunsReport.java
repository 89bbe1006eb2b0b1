package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.History.RunView;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.reason.CellFinder;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Style;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The newest runs, their cells by state and what they cost, and what waits for a person's yes. */
final class RunsReport {
    private static final int MOST = 20;

    private final List<RunView> runs;
    private final List<Cell> approvals;

    private final Function<String, Optional<String>> links;

    private RunsReport(List<RunView> runs, List<Cell> approvals, Function<String, Optional<String>> links) {
        this.runs = runs;
        this.approvals = approvals;
        this.links = links;
    }

    /** @param links where a cell is decided, by its id */
    static RunsReport of(Ledger ledger, Function<String, Optional<String>> links) {
        return new RunsReport(ledger.history().newest(MOST), ledger.history().approvals(), links);
    }

    boolean waitsForAPerson() {
        return !approvals.isEmpty();
    }

    void say(Console console, String where) {
        Style style = console.style();
        if (!runs.isEmpty()) {
            console.say(style.bold("Runs") + ", the newest first");
        }
        runs.forEach(run -> console.say("  " + line(run)));
        approvals.forEach(cell -> console.say(
                "  " + style.caution(CellFinder.brief(cell)) + " waits for a person" + System.lineSeparator()
                        + "           " + style.dim(command("approve", cell) + where + ", or reject")
                        + links.apply(cell.id())
                                .map(url -> System.lineSeparator() + "           " + style.dim(url))
                                .orElse("")));
    }

    private static String line(RunView view) {
        String cells = sorted(view).entrySet().stream()
                .map(one -> one.getValue() + " " + word(one.getKey()))
                .collect(Collectors.joining(", "));
        return CellFinder.brief(view.run().plan().id()) + " " + state(view) + " "
                + view.run().plan().label() + " (" + view.run().plan().flow() + "): " + cells + ", "
                + Style.usd(view.cost());
    }

    private static Map<CellState, Long> sorted(RunView view) {
        return new TreeMap<>(view.cells());
    }

    private static String state(RunView view) {
        return view.cancelled() ? "cancelled" : view.run().state().name().toLowerCase(Locale.ROOT);
    }

    private static String word(CellState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String command(String verb, Cell cell) {
        return "flow " + verb + " " + CellFinder.brief(cell.runId()) + " '" + CellFinder.shortName(cell) + "'";
    }

    void addTo(ObjectNode json) {
        ArrayNode list = json.putArray("runs");
        for (RunView view : runs) {
            ObjectNode one = list.addObject()
                    .put("run", view.run().plan().id())
                    .put("flow", view.run().plan().flow())
                    .put("label", view.run().plan().label())
                    .put("state", state(view))
                    .put("cost", Json.usd(view.cost()));
            ObjectNode cells = one.putObject("cells");
            sorted(view).forEach((state, n) -> cells.put(word(state), n));
        }
        ArrayNode waiting = json.putArray("approvals");
        approvals.forEach(cell -> waiting.addObject()
                .put("run", cell.runId())
                .put("cell", CellFinder.shortName(cell))
                .put("approve", command("approve", cell))
                .put("reject", command("reject", cell))
                .put("url", links.apply(cell.id()).orElse(null)));
    }
}
