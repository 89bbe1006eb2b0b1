package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.routes.app.control.Answer;
import io.controlnetflow.routes.app.control.Errand;
import io.controlnetflow.routes.engine.EngineSettings;

/** The ledger that this process holds and works on; commands of others are done on it. */
public record Held(Ledger ledger, EngineSettings engine) {
    /** Does the commands of others. */
    public interface Commands {
        Answer perform(Held held, Errand errand);
    }
}
