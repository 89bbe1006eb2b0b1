package io.controlnetflow.routes.app.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.engine.folder.BatchSummary;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.folder.Progress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a run's end means for the shell, and the same as JSON. Pure functions. */
public final class Outcome {
    private Outcome() {}

    /** The exit code of a run that ended by itself. */
    public static int code(@Nullable BatchSummary summary) {
        if (summary == null) {
            return ExitCode.DONE;
        }
        if (summary.paused() != null) {
            return ExitCode.PAUSED;
        }
        if (!summary.failures().isEmpty()) {
            return ExitCode.FAILED;
        }
        boolean waits = summary.inDoubt() + summary.held() + summary.parked() > 0
                || !summary.waitingForPerson().isEmpty();
        return waits ? ExitCode.WAITS_FOR_A_PERSON : ExitCode.DONE;
    }

    static String interrupted(Progress now, FolderSpec.Mode mode) {
        long sent = count(now, JobState.SUBMITTING) + count(now, JobState.POLLING) + count(now, JobState.DOWNLOADING);
        long waiting = count(now, JobState.NEW) + count(now, JobState.READY);
        String again = "the same command goes on from here and sends nothing twice";
        return mode == FolderSpec.Mode.WATCH && sent + waiting == 0
                ? "Stopped; nothing was left under way"
                : "Stopped: " + now.picturesDone() + " of " + Style.count(now.pictures(), "picture") + " made, " + sent
                        + " sent and still to be fetched, " + waiting + " not sent; " + again;
    }

    public static ObjectNode json(int code, @Nullable BatchSummary summary, Progress now, Duration elapsed) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("exit_code", code);
        json.put("seconds", elapsed.toMillis() / 1000.0);
        if (summary == null) {
            json.put("pictures", now.pictures()).put("pictures_done", now.picturesDone());
            return json.put("submits", now.submits()).put("cost", Json.usd(now.spent()));
        }
        json.put("drops", summary.drops()).put("made", summary.made()).put("reused", summary.reused());
        json.put("submits", summary.submits())
                .put("cost", Json.usd(summary.cost()))
                .put("saved", Json.usd(summary.saved()));
        json.put("in_doubt", summary.inDoubt()).put("held", summary.held()).put("parked", summary.parked());
        ArrayNode failures = json.put("failed", summary.failed()).putArray("failures");
        summary.failures()
                .forEach(f -> failures.addObject().put("file", f.file()).put("message", f.message()));
        ArrayNode waiting = json.putArray("waiting_for_person");
        summary.waitingForPerson().forEach(waiting::add);
        ArrayNode alike = json.putArray("near_duplicates");
        summary.alike().forEach(group -> group.forEach(alike.addArray()::add));
        if (summary.paused() != null) {
            json.putObject("paused")
                    .put("code", summary.paused().code())
                    .put("reason", summary.paused().reason());
        }
        json.put("outbox", summary.outbox().toString());
        if (summary.contactSheet() != null) {
            json.put("contact_sheet", summary.contactSheet().toString());
        }
        return json;
    }

    private static long count(Progress now, JobState state) {
        return now.jobs().getOrDefault(state, 0L);
    }
}
