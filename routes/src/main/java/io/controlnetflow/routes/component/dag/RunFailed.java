package io.controlnetflow.routes.component.dag;

import io.controlnetflow.core.ledger.Runs;
import org.apache.camel.CamelException;

/** A run of a flow is not whole: a cell failed, or a person has to decide. What is finished is kept and paid once. */
public class RunFailed extends CamelException {
    private static final long serialVersionUID = 1;

    private final transient Runs.Run run;

    RunFailed(Runs.Run run, String problem) {
        super("run " + run.plan().id().substring(0, 12) + " of dag:"
                + run.plan().flow() + " is " + run.state() + ": " + problem);
        this.run = run;
    }

    /** The run, for whoever wants to know more. */
    public Runs.Run run() {
        return run;
    }
}
