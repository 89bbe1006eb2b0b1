package io.controlnetflow.core.reason;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.History.Made;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.Run;
import io.controlnetflow.core.reason.Changes.Nearest;
import io.controlnetflow.core.wire.Inputs;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of cells of the ledger why they stand where they stand. */
public final class Reasons {
    /** So many earlier cells of a node are looked at. */
    public static final int EARLIER = 500;

    private static final int SHOWN = 4;

    private final Ledger ledger;
    private final Changes changes;

    public Reasons(Ledger ledger) {
        this.ledger = ledger;
        this.changes = new Changes(new LedgerLineage(ledger));
    }

    /** @param cell a row that is no barrier */
    public Why of(Cell cell) {
        Made made = ledger.history().made(cell.id()).orElseThrow();
        Run run = ledger.runs().find(cell.runId()).orElseThrow();
        Optional<Nearest> nearest = cell.reused() ? Optional.empty() : nearest(run, made);
        String than = nearest.map(near -> near.than().cell()).orElse(null);
        List<Change> changed = nearest.map(Nearest::changes).orElse(List.of());
        Optional<Jobs.Job> job = job(cell);
        return new Why(run, cell, verdict(cell), because(made, run, job, nearest), than, changed, command(cell, job));
    }

    /** Held against earlier cells of its node; empty when there are none, or nothing was kept of it. */
    private Optional<Nearest> nearest(Run run, Made made) {
        Making own = Making.of(made);
        if (own == null) {
            return Optional.empty();
        }
        List<Making> earlier = ledger.history().earlier(run, made.cell().node(), EARLIER).stream()
                .map(Making::of)
                .filter(Objects::nonNull)
                .toList();
        return changes.nearest(own, earlier);
    }

    private Optional<Jobs.Job> job(Cell cell) {
        String key = cell.jobKey();
        return key == null ? Optional.empty() : ledger.jobs().find(new JobKey(key));
    }

    private static String verdict(Cell cell) {
        return switch (cell.state()) {
            case DONE -> cell.reused() ? "reused" : cell.jobKey() == null ? "computed" : "made";
            case APPROVAL -> "waits for a person";
            case WAITING, PENDING -> "waits";
            case READY -> "is about to start";
            case RUNNING -> "runs";
            case SKIPPED -> cell.cancelled() ? "cancelled" : "skipped";
            case FAILED -> "failed";
            case HELD -> "held";
        };
    }

    private String because(Made made, Run run, Optional<Jobs.Job> job, Optional<Nearest> nearest) {
        Cell cell = made.cell();
        return switch (cell.state()) {
            case DONE -> cell.reused() ? source(cell, job) : cause(made, nearest) + sharing(run, job);
            case PENDING -> "waits for " + pending(cell);
            case WAITING -> waiting(cell, job);
            case READY ->
                cell.due() > 0 ? later(cell) : "nothing is missing; it starts when 'flow run' or 'flow watch' runs";
            case RUNNING -> "its body is at work";
            case APPROVAL ->
                cell.due() > 0 ? "nobody decided yet; until " + Instant.ofEpochMilli(cell.due()) : "nobody decided yet";
            case SKIPPED, FAILED, HELD ->
                String.valueOf(cell.problem())
                        .replace(run.plan().id(), CellFinder.brief(run.plan().id()));
        };
    }

    private String source(Cell cell, Optional<Jobs.Job> job) {
        if (job.isPresent()) {
            String asked = job.get().asked().runId();
            return "job " + job.get().key().brief() + " was made before" + (asked == null ? "" : ", for " + run(asked))
                    + "; nothing was paid";
        }
        String key = cell.key();
        return key == null
                ? "its value was there"
                : ledger.history()
                        .first(key)
                        .map(first -> "made of the same as " + CellFinder.brief(first))
                        .orElse("its value was there");
    }

    /** A job that another run had asked for, and that was not made yet. */
    private String sharing(Run run, Optional<Jobs.Job> job) {
        String asked = job.map(found -> found.asked().runId()).orElse(null);
        return asked == null || asked.equals(run.plan().id())
                ? ""
                : "; its job was asked for by " + run(asked) + ", and paid once";
    }

    private String run(String id) {
        return "run " + CellFinder.brief(id)
                + ledger.runs()
                        .find(id)
                        .map(run -> " (" + run.plan().label() + ")")
                        .orElse("");
    }

    private static String cause(Made made, Optional<Nearest> nearest) {
        if (made.parts() == null) {
            return "what it was made of was not kept";
        }
        if (nearest.isEmpty()) {
            return "no cell of " + made.cell().node() + " was made before";
        }
        if (!nearest.get().changes().isEmpty()) {
            return "changed since " + brief(nearest.get().than());
        }
        boolean own = Inputs.parse(made.parts())
                .map(parts -> parts.path("run"))
                .filter(JsonNode::isTextual)
                .isPresent();
        return own
                ? "its node is made for each run (cache: false, or a body written in code)"
                : "made of the same as " + brief(nearest.get().than()) + ", whose value was not there to be used";
    }

    private static String brief(Making making) {
        return CellFinder.brief(making.run())
                + making.cell().substring(making.run().length());
    }

    private String pending(Cell cell) {
        List<String> open = ledger.history().above(cell.id()).stream()
                .map(Made::cell)
                .filter(above -> !above.state().settled() || above.state() == CellState.HELD)
                .map(above -> CellFinder.shortName(above) + " (" + verdict(above) + ")")
                .toList();
        String some = String.join(", ", open.subList(0, Math.min(SHOWN, open.size())));
        return open.isEmpty()
                ? "what stands above it"
                : open.size() > SHOWN ? some + " and " + (open.size() - SHOWN) + " more" : some;
    }

    private String waiting(Cell cell, Optional<Jobs.Job> job) {
        if (job.isEmpty()) {
            return "for " + run(String.valueOf(cell.jobKey()));
        }
        String said = job.get().problem() == null ? "" : " (" + job.get().problem() + ")";
        String paused = ledger.account()
                .paused()
                .map(pause -> "; submits are paused: " + pause.reason())
                .orElse("");
        return "for job " + job.get().key().brief() + ", which is " + job.get().state() + said + paused;
    }

    private static String later(Cell cell) {
        return "tried " + cell.tries() + " times, again at " + Instant.ofEpochMilli(cell.due())
                + (cell.problem() == null ? "" : ": " + cell.problem());
    }

    private static @Nullable String command(Cell cell, Optional<Jobs.Job> job) {
        String run = CellFinder.brief(cell.runId());
        return switch (cell.state()) {
            case APPROVAL -> "flow approve " + CellFinder.brief(cell) + ", or flow reject";
            case FAILED -> "flow retry " + run;
            case SKIPPED -> cell.cancelled() ? "flow retry " + run : null;
            case HELD -> job.map(Reasons::resolve).orElse("flow retry " + run);
            default -> null;
        };
    }

    private static String resolve(Jobs.Job job) {
        String key = job.key().brief();
        return switch (job.state()) {
            case PARKED -> "flow resume " + key;
            default -> "flow resolve " + key + " --adopt ID | --resubmit | --drop";
        };
    }
}
