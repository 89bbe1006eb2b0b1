package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.routes.app.control.Answer;
import io.controlnetflow.routes.app.control.Errand;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.EngineSettings;
import java.util.Optional;
import java.util.function.Function;

/**
 * The ledger that this process holds and works on; commands of others are done on it.
 *
 * @param lender holds it
 * @param links where a cell that waits for a person is decided, by its id
 */
public record Held(Engine lender, Function<String, Optional<String>> links) {
    Ledger ledger() {
        return lender.ledger();
    }

    EngineSettings engine() {
        return lender.settings();
    }

    /** Does the commands of others. */
    public interface Commands {
        Answer perform(Held held, Errand errand);
    }
}
