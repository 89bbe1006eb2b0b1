package io.controlnetflow.routes.app.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.engine.plan.Outlook;
import io.controlnetflow.routes.engine.plan.RunOutlook;
import java.util.List;

/** A plan as JSON. Pure functions. */
public final class PreviewJson {
    private PreviewJson() {}

    /** @param over budgets that are exceeded */
    public static ObjectNode of(Preview preview, List<String> over) {
        ObjectNode json = Json.object();
        json.put("at_least", Json.usd(preview.price()));
        json.put(
                "pictures",
                preview.all().stream().mapToInt(RunOutlook::pictures).sum());
        json.put("more_later", preview.all().stream().anyMatch(PreviewText::isOpen));
        ArrayNode runs = json.putArray("runs");
        preview.all().forEach(run -> run(runs.addObject(), run));
        ArrayNode refused = json.putArray("problems");
        preview.refused()
                .forEach(no -> refused.addObject().put("file", no.file()).put("message", no.message()));
        ArrayNode others = json.putArray("not_planned");
        preview.others().forEach(others::add);
        preview.open().forEach(others::add);
        ArrayNode budgets = json.putArray("over_budget");
        over.forEach(budgets::add);
        return json;
    }

    private static void run(ObjectNode json, RunOutlook run) {
        json.put("run", run.run()).put("flow", run.flow().name()).put("label", run.label());
        json.put("exists", run.exists()).put("at_least", Json.usd(run.price()));
        ArrayNode cells = json.putArray("cells");
        for (Outlook cell : run.cells()) {
            ObjectNode one = cells.addObject();
            one.put("cell", PreviewText.name(run, cell)).put("node", cell.node());
            one.put("what", PreviewText.word(cell)).put("why", cell.why());
            one.put("at_least", Json.usd(cell.price())).put("pictures", cell.pictures());
            if (cell.job() != null) {
                one.put("job", cell.job());
            }
        }
        ArrayNode later = json.putArray("later");
        run.later().forEach(one -> later.addObject().put("node", one.node()).put("waits_for", one.waitsFor()));
        ArrayNode called = json.putArray("called");
        run.called().forEach(other -> run(called.addObject(), other));
    }
}
