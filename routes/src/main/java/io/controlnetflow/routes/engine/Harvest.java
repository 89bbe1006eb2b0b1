package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.Manifest;
import io.controlnetflow.core.dag.BuiltIn;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings a settled run's pictures into the outbox: what was paid for is published, byte for byte, with one manifest each. Doing
 * it again changes nothing.
 */
final class Harvest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final Outbox outbox;
    private final Instant since;

    /** @param since what was done later was made for this folder, also when an earlier start had asked for it */
    Harvest(Ledger ledger, Outbox outbox, Instant since) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.since = since;
    }

    /** What a settled run came to, and why it is not whole, if so. */
    record Reaped(DropTask.Outcome outcome, @Nullable String problem, Jobs.@Nullable Job job) {}

    Reaped reap(Runs.Run run, DropTask task) throws IOException {
        List<Runs.Cell> cells = ledger.runs().cells(run.plan().id());
        Map<String, Jobs.Job> jobs = new HashMap<>();
        ledger.jobs().ofRun(run.plan().id()).forEach(job -> jobs.put(job.key().hex(), job));
        List<DropTask.Result> results = new ArrayList<>();
        List<DropTask.Shown> shown = new ArrayList<>();
        @Nullable String problem = null;
        Jobs.@Nullable Job concerned = null;
        for (Runs.Cell cell : cells) {
            Jobs.@Nullable Job job = cell.jobKey() == null ? null : jobs.get(cell.jobKey());
            if ((cell.state() == CellState.FAILED || cell.state() == CellState.HELD) && problem == null) {
                problem = cell.problem() == null ? cell.node() + " failed" : cell.problem();
                concerned = job;
            }
            if (cell.state() == CellState.DONE && job != null) {
                boolean reused = (task.runWasSettled() || cell.reused()) && before(job);
                int pictures = publish(run, task, cell, job, control(cells), shown);
                results.add(new DropTask.Result(
                        job.key().hex(), pictures, reused, job.asked().price()));
            }
        }
        return new Reaped(new DropTask.Outcome(results, shown), problem, concerned);
    }

    private boolean before(Jobs.Job job) {
        Instant done = job.doneAt();
        return done == null || done.isBefore(since);
    }

    private int publish(
            Runs.Run run,
            DropTask task,
            Runs.Cell cell,
            Jobs.Job job,
            @Nullable JsonNode control,
            List<DropTask.Shown> shown)
            throws IOException {
        int n = 0;
        for (JsonNode output : JSON.readTree(cell.output() == null ? "[]" : cell.output())) {
            String ref = output.path("ref").asText();
            if (ref.isEmpty()) {
                continue;
            }
            n++;
            Artifact artifact = outbox.find(ref)
                    .orElseThrow(() -> new IOException(
                            task.path() + ": the bytes of " + ref + " are gone from the state folder; job "
                                    + job.key().brief() + " is paid for"));
            boolean nsfw = output.path("nsfw").asBoolean();
            Path picture =
                    outbox.put(artifact, (nsfw ? "quarantine/" : "") + stem(task.path()), cellStem(cell) + "-" + n);
            Manifests.of(run, cell, job, new Manifest.Output(artifact, n, nsfw), task.path())
                    .writeBeside(picture);
            if (!nsfw) {
                String map = control == null ? null : control.path("ref").asText();
                String kind = control == null ? "" : control.path("kind").asText("control map");
                shown.add(new DropTask.Shown(ref, map, kind, task.path()));
            }
        }
        return n;
    }

    /** The control map of a run that made one. */
    private static @Nullable JsonNode control(List<Runs.Cell> cells) throws JsonProcessingException {
        for (Runs.Cell cell : cells) {
            if (cell.node().equals(BuiltIn.MAP) && cell.output() != null) {
                return JSON.readTree(cell.output());
            }
        }
        return null;
    }

    private static String cellStem(Runs.Cell cell) throws JsonProcessingException {
        StringBuilder stem = new StringBuilder(cell.node());
        ((ObjectNode) JSON.readTree(cell.coordinates())).properties().forEach(e -> stem.append('-')
                .append(e.getValue().asText().replaceAll("[^A-Za-z0-9._]+", "_")));
        return stem.toString();
    }

    /** {@code a/b/cat.jpg} as {@code a/b/cat}. */
    static String stem(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    }
}
