package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.reason.CellFinder;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.serve.GivenInputs;
import io.controlnetflow.routes.app.serve.PreviewText;
import io.controlnetflow.routes.app.serve.Session;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.flow.Items;
import io.controlnetflow.routes.engine.plan.Forecast;
import io.controlnetflow.routes.engine.plan.RunOutlook;
import io.controlnetflow.routes.engine.run.FlowRuns;
import io.controlnetflow.routes.engine.run.Flows;
import io.controlnetflow.routes.engine.run.RunWorks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Moves a run to its pipeline as the file is now: a new run takes its place, with what was drawn for it. Sends nothing. */
final class Replanned {
    private static final int RUNS = 100_000;

    private final Console console;
    private final boolean json;
    private final @Nullable Engine lender;

    /** @param lender the engine of this process that holds the ledger; null for none */
    Replanned(Console console, boolean json, @Nullable Engine lender) {
        this.console = console;
        this.json = json;
        this.lender = lender;
    }

    /** @param text the run, by the first digits of its id or by its label */
    int of(String text, Place given, Settings settings) {
        Place place = given.routes().isEmpty() ? Place.of(given.folder()) : given;
        if (place.routes().isEmpty()) {
            throw new Refusal("--path: " + place.folder()
                    + " has no *.dag.yaml or *.camel.yaml; name the folder of the pipeline");
        }
        GivenInputs none = new GivenInputs(Map.of(), JsonNodeFactory.instance.objectNode(), Set.of());
        try (Session session = Session.look(place, settings, none, lender)) {
            Ledger ledger = Engine.of(session.context()).ledger();
            return move(session.context(), ledger, run(ledger, text));
        } catch (InvalidFlow e) {
            throw new Refusal(e.getMessage() + "; the run stays as it is");
        } catch (IOException e) {
            throw new Refusal("--replan: " + e.getMessage() + "; the run stays as it is");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("--replan: interrupted; the run stays as it is");
        }
    }

    private static Runs.Run run(Ledger ledger, String text) {
        Runs.Run run = new CellFinder(ledger).run(text);
        String brief = "run " + CellFinder.brief(run.plan().id()) + ": ";
        if (run.plan().caller() != null) {
            throw new Refusal(
                    brief + "is called by run " + CellFinder.brief(run.plan().caller()) + "; replan that one");
        }
        boolean ours = ledger.history().latest(run.plan().flow(), RUNS).stream()
                .anyMatch(one -> one.plan().id().equals(run.plan().id()));
        if (!ours) {
            throw new Refusal(brief + "is another provider's; start with the key and address that it was started with");
        }
        return run;
    }

    private int move(CamelContext camel, Ledger ledger, Runs.Run run) throws IOException, InterruptedException {
        Engine engine = Engine.of(camel);
        String old = run.plan().id();
        if (lender == null) {
            ledger.runs().recover(); // what a process left that is dead
        }
        Flow flow = Flows.of(camel).get(run.plan().flow());
        Runs.Opening opening = RunWorks.of(engine)
                .planner()
                .again(
                        run,
                        ledger.runs().cells(old),
                        ledger.readings().ofRun(old),
                        flow,
                        new Items(FlowRuns.home(camel), engine.store()))
                .opening();
        String next = opening.run().id();
        if (next.equals(old)) {
            console.say("run " + CellFinder.brief(old) + ": is as its file says; "
                    + (lender == null ? "'flow run' or 'flow watch' goes on with it" : "it goes on by itself"));
            return told(old, next, null, List.of());
        }
        RunOutlook outlook = Forecast.replacing(engine, old, next).of(opening);
        console.say(PreviewText.of(outlook, console.style()));
        replace(ledger, old, opening);
        List<String> held = held(ledger, next);
        console.say("run " + CellFinder.brief(next) + " takes the place of run " + CellFinder.brief(old) + ", at least "
                + Style.usd(outlook.price())
                + "; what is sent already is fetched, and " + goesOn() + "the rest");
        held.forEach(cell -> console.say("  " + console.style().caution("?") + " " + cell));
        return told(old, next, outlook, held);
    }

    private static void replace(Ledger ledger, String old, Runs.Opening opening) {
        try {
            ledger.orders().replace(old, opening);
        } catch (IllegalStateException e) {
            throw new Refusal("--replan: " + e.getMessage() + "; the run stays as it is");
        }
    }

    /** Who does the rest. */
    private String goesOn() {
        return lender == null ? "'flow run' or 'flow watch' goes on with " : "it goes on by itself with ";
    }

    /** What was cut off while it acted outside waits for a person in the new run, too. */
    private static List<String> held(Ledger ledger, String run) {
        return ledger.runs().cells(run).stream()
                .filter(cell -> cell.state() == CellState.HELD)
                .map(cell -> String.valueOf(cell.problem()).replace(run + "/", ""))
                .toList();
    }

    private int told(String old, String next, @Nullable RunOutlook outlook, List<String> held) {
        int code = held.isEmpty() ? ExitCode.DONE : ExitCode.WAITS_FOR_A_PERSON;
        if (json) {
            ObjectNode said =
                    Json.object().put("exit_code", code).put("run", next).put("replaced", old);
            if (outlook != null) {
                said.put("at_least", Json.usd(outlook.price()));
            }
            if (!held.isEmpty()) {
                ArrayNode waits = said.putArray("waiting_for_person");
                held.forEach(waits::add);
            }
            console.result(said);
        }
        return code;
    }
}
