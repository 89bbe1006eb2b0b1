package io.controlnetflow.routes.app.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.plan.RunId;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;

/** Which flows are not as they were when they last ran: such runs are new ones, and those under way go on as they began. */
final class Changed {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOOKED_AT = 200;

    private Changed() {}

    /** A line for each flow that was changed. */
    static List<String> of(CamelContext camel) {
        Ledger ledger = Engine.of(camel).ledger();
        List<String> lines = new ArrayList<>();
        for (Flow flow : new FlowsHere(camel).all()) {
            List<Runs.Run> latest = ledger.history().latest(flow.name(), LOOKED_AT);
            if (!latest.isEmpty() && !isOf(flow, latest.get(0))) {
                long active = latest.stream()
                        .filter(run -> run.state() == Runs.RunState.ACTIVE && !isOf(flow, run))
                        .count();
                lines.add("dag:" + flow.name() + " is not as it was at its last run; this makes a new one, and what is"
                        + " unchanged is not paid for again"
                        + (active > 0 ? "; " + Style.count(active, "run") + " of before go on as they began" : ""));
            }
        }
        return lines;
    }

    private static boolean isOf(Flow flow, Runs.Run run) {
        try {
            return identity(run.plan().snapshot())
                    .equals(identity(flow.snapshot().toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode identity(String snapshot) throws JsonProcessingException {
        return RunId.identity(JSON.readValue(snapshot, ObjectNode.class));
    }
}
