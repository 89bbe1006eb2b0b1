package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.reason.CellFinder;
import io.controlnetflow.core.reason.Change;
import io.controlnetflow.core.reason.Reasons;
import io.controlnetflow.core.reason.Why;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.engine.EngineSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code flow why}. */
@Command(
        name = "why",
        description = {
            "Says why a cell was run, reused, skipped, waits, failed or is held, and what is changed",
            "since the nearest earlier cell of its node."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  flow why 'gen[seed=11]' --path shop          # of the newest run that has it",
            "  flow why '3f9a12/gen[seed=11]' --path shop   # of the run whose id begins so",
            "  flow why 'cat.jpg/gen[11]' --path shop       # of the newest run of this file"
        })
public final class WhyVerb extends StateVerb {
    @Parameters(paramLabel = "CELL", description = "RUN/NODE[COORDINATES], or as much of it as is needed.")
    private String cell = "";

    public WhyVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    int perform(Ledger ledger, EngineSettings engine) {
        Why why = new Reasons(ledger).of(new CellFinder(ledger).cell(cell));
        Style style = console().style();
        console()
                .say(style.bold(CellFinder.brief(why.cell())) + " ("
                        + why.run().plan().label() + "): " + why.verdict());
        console().say("  " + why.because());
        why.changes().forEach(change -> console().say("  " + change.text()));
        if (why.command() != null) {
            console().say("  " + style.dim(why.command()));
        }
        if (asJson()) {
            console().result(json(why));
        }
        return ExitCode.DONE;
    }

    private static ObjectNode json(Why why) {
        ObjectNode json = Json.object()
                .put("exit_code", ExitCode.DONE)
                .put("cell", why.cell().id())
                .put("run", why.run().plan().id())
                .put("flow", why.run().plan().flow())
                .put("label", why.run().plan().label())
                .put("node", why.cell().node())
                .put("state", why.cell().state().name().toLowerCase(Locale.ROOT))
                .put("verdict", why.verdict())
                .put("because", why.because())
                .put("compared_with", why.than())
                .put("job", why.cell().jobKey())
                .put("command", why.command());
        changes(json.putArray("changes"), why.changes());
        return json;
    }

    private static void changes(ArrayNode list, List<Change> changes) {
        for (Change change : changes) {
            ObjectNode one = list.addObject().put("node", change.node()).put("part", change.part());
            if (!change.ofBytes()) {
                one.put("was", change.was()).put("now", change.now());
            }
            changes(one.put("text", change.text()).putArray("because"), change.because());
        }
    }
}
