package io.controlnetflow.routes.stage;

import io.controlnetflow.core.ledger.Jobs;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** The jobs that a stage has taken on, never more than it has room for. Thread-safe. */
final class Taken {
    private static final String JOB = "ControlNetFlowJob";

    private final Gate gate;
    private final Slots slots;

    /** @param gate of the stage, opened whenever there may be more to claim */
    Taken(Gate gate, int most) {
        this.gate = gate;
        this.slots = new Slots(most);
    }

    /** Claims as many jobs as there is room for; when all of it was needed, there may be more. */
    List<Jobs.Job> claim(IntFunction<List<Jobs.Job>> claim) {
        int free = slots.free();
        if (free == 0) {
            return List.of();
        }
        List<Jobs.Job> jobs = claim.apply(free);
        slots.take(jobs.size());
        if (jobs.size() == free) {
            gate.signal();
        }
        return jobs;
    }

    /** The body's job is this exchange's; its place is free again when the exchange ends, however it ends. */
    void begin(Exchange exchange) {
        exchange.setProperty(JOB, exchange.getMessage().getBody(Jobs.Job.class));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                slots.giveBack();
                gate.signal();
            }
        });
    }

    static Jobs.Job job(Exchange exchange) {
        return exchange.getProperty(JOB, Jobs.Job.class);
    }
}
