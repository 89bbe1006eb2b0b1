package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.reason.CellFinder;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.engine.EngineSettings;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** What {@code approve} and {@code reject} share: a person's word about a cell that waits for it. */
abstract class DecideVerb extends StateVerb {
    private static final String PERSON = "a person";

    @Parameters(
            arity = "1..2",
            paramLabel = "RUN CELL",
            description = "The run and the cell, as 'flow status' shows them; or the cell alone.")
    private List<String> words = List.of();

    DecideVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    abstract boolean yes();

    @Override
    final int perform(Ledger ledger, EngineSettings engine) {
        Cell cell = new CellFinder(ledger).cell(String.join("/", words));
        if (!ledger.runs().decide(cell.id(), yes(), PERSON)) {
            throw new Refusal(CellFinder.brief(cell) + ": is " + cell.state()
                    + ", and does not wait for a person; 'flow status' lists what does");
        }
        CellState now = yes() ? CellState.DONE : CellState.SKIPPED;
        console()
                .say(CellFinder.brief(cell) + ": " + (yes() ? "approved" : "rejected")
                        + (yes() ? "; " + goesOn() : "; what needs it is skipped"));
        if (asJson()) {
            console()
                    .result(Json.object()
                            .put("exit_code", ExitCode.DONE)
                            .put("cell", cell.id())
                            .put("state", now.name().toLowerCase(java.util.Locale.ROOT)));
        }
        return ExitCode.DONE;
    }
}
