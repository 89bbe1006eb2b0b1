package io.controlnetflow.routes.engine.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.outbox.Harvest;
import io.controlnetflow.routes.engine.outbox.Outbox;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to an input once it is final. {@code watch}: it moves to {@code done/<date>/} or {@code error/} beside the inbox.
 * {@code run}: it stays, and an error is said in the outbox. Each step may be made again after a crash.
 */
public final class Filing {
    private static final Logger LOG = LoggerFactory.getLogger(Filing.class);

    private final FolderSpec spec;
    private final Outbox outbox;
    private final Ledger ledger;
    private final Clock clock;
    private final FiledInputs inputs;

    public Filing(FolderSpec spec, Outbox outbox, Ledger ledger, Clock clock) {
        this.spec = spec;
        this.outbox = outbox;
        this.ledger = ledger;
        this.clock = clock;
        this.inputs = new FiledInputs(spec.inbox());
    }

    private boolean watching() {
        return spec.mode() == FolderSpec.Mode.WATCH;
    }

    /** The drop never became a run. */
    void refused(DropTask task, List<String> sidecars) throws IOException {
        LOG.warn("{}", task.problem());
        ledger.drops().refused(task.id(), String.valueOf(task.problem()));
        if (watching() && !inputs.has(task.path())) {
            LOG.debug("{} was moved by another node, which says why", task.path());
            ledger.drops().filed(task.id());
            return;
        }
        report(task, String.valueOf(task.problem()), null, null, sidecars);
        if (watching()) {
            ledger.drops().filed(task.id());
        }
    }

    /** The run is settled and its pictures are in the outbox; the run counts as published after this. */
    void settled(DropTask task, Runs.Run run, Harvest.Reaped reaped, List<String> sidecars) throws IOException {
        if (run.state() == Runs.RunState.HELD) {
            ledger.runs().published(run.plan().id());
            task.held(reaped.outcome(), String.valueOf(reaped.problem()));
            return;
        }
        if (reaped.problem() == null) {
            outbox.clearError(task.path());
            if (watching()) {
                inputs.clearError(beside("error").resolve(task.path()));
                inputs.move(task.path(), sidecars, beside("done").resolve(today()));
            }
        } else {
            LOG.warn("{}", reaped.problem());
            report(task, reaped.problem(), run, reaped.job(), sidecars);
        }
        if (watching()) {
            ledger.drops().filed(task.id());
        }
        ledger.runs().published(run.plan().id());
        task.settled(reaped.outcome(), reaped.problem());
    }

    private void report(
            DropTask task, String what, Runs.@Nullable Run run, Jobs.@Nullable Job job, List<String> sidecars)
            throws IOException {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("file", task.path());
        report.put("what", what);
        report.put("at", clock.instant().toString());
        if (run != null) {
            report.put("run", run.plan().id());
        }
        if (job != null) {
            report.put("job", job.key().hex());
            report.put("task_id", job.predictionId());
            report.put("model", job.asked().model());
            report.put("state", job.state().name());
            report.put("attempts", job.attempts());
        }
        report.put("cost_usd", job == null ? BigDecimal.ZERO : job.cost());
        if (!watching()) {
            report.put(
                    "how_to_go_on",
                    "put right what is wrong and give the same command again; what is finished is not paid again");
            outbox.error(outbox.errorFile(task.path()), report);
            return;
        }
        report.put(
                "how_to_go_on",
                "put right what is wrong and move the file back to " + spec.inbox()
                        + "; what is finished is not paid again");
        Path moved = inputs.move(task.path(), sidecars, beside("error"));
        outbox.error(FiledInputs.report(moved), report);
    }

    private Path beside(String name) {
        return spec.inbox().resolveSibling(name);
    }

    private String today() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()).toString();
    }
}
