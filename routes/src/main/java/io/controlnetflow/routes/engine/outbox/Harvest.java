package io.controlnetflow.routes.engine.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.Manifest;
import io.controlnetflow.core.artifact.Measured;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Agreements;
import io.controlnetflow.routes.engine.Json;
import io.controlnetflow.routes.engine.flow.CellDetail;
import io.controlnetflow.routes.engine.flow.PublishedNames;
import io.controlnetflow.routes.engine.flow.RunOutputs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a settled run's pictures into the outbox: what was paid for is published, byte for byte, with one manifest each. Doing
 * it again changes nothing.
 */
public final class Harvest {
    private static final int RUN_DIGITS = 12;

    private final Ledger ledger;
    private final Outbox outbox;
    private final Instant since;
    private final @Nullable Agreements agreements;

    /** As the other one, and nothing is measured. */
    public Harvest(Ledger ledger, Outbox outbox, Instant since) {
        this(ledger, outbox, null, since);
    }

    /** @param since what was done later was made for this folder, also when an earlier start had asked for it */
    public Harvest(Ledger ledger, Outbox outbox, @Nullable Agreements agreements, Instant since) {
        this.agreements = agreements;
        this.ledger = ledger;
        this.outbox = outbox;
        this.since = since;
    }

    /** What a settled run came to, and why it is not whole, if so. */
    public record Reaped(Outcome outcome, @Nullable String problem, Jobs.@Nullable Job job) {}

    /**
     * @param path of the dropped file, or what stands for it; results are put under its stem
     * @param settledBefore true when the run was settled before it was asked for
     */
    public Reaped reap(Runs.Run run, Flow flow, String path, boolean settledBefore) throws IOException {
        Map<String, Jobs.Job> jobs = new HashMap<>();
        ledger.jobs().ofRun(run.plan().id()).forEach(job -> jobs.put(job.key().hex(), job));
        Set<String> published = RunOutputs.published(flow);
        List<Runs.Cell> cells = ledger.runs().cells(run.plan().id());
        Runs.@Nullable Cell lacking =
                cells.stream().filter(Harvest::isNotWhole).findFirst().orElse(null);
        List<Outcome.Result> results = new ArrayList<>();
        List<Outcome.Shown> shown = new ArrayList<>();
        List<Runs.Cell> done = cells.stream()
                .filter(cell ->
                        cell.state() == CellState.DONE && (cell.jobKey() != null || published.contains(cell.node())))
                .toList();
        Set<String> flagged = Flagged.of(done, cell -> job(cell, jobs));
        boolean wasPut = run.published(); // then who asks again wants everything again
        Map<String, String> placed =
                wasPut ? Map.of() : ledger.placements().of(run.plan().id());
        List<Put> put = Several.each(
                done,
                cell -> published.contains(cell.node())
                        ? publish(run, path, cell, job(cell, jobs), placed.get(cell.id()), flagged)
                        : Put.NOTHING);
        if (!wasPut && run.state() != Runs.RunState.DONE) { // it may go on
            note(done, put);
        }
        TextFiles texts = new TextFiles(outbox, run, path);
        put.forEach(one -> texts.beside(one.files()));
        Set<String> told = RunOutputs.told(flow);
        texts.publish(done.stream().filter(cell -> told.contains(cell.node())).toList(), cell -> job(cell, jobs));
        boolean manyNodes = IntStream.range(0, done.size())
                        .filter(at -> !put.get(at).shown().isEmpty())
                        .mapToObj(at -> done.get(at).node())
                        .distinct()
                        .count()
                > 1;
        boolean toldBefore = settledBefore || wentOn(flow, cells);
        for (int at = 0; at < done.size(); at++) {
            Runs.Cell cell = done.get(at);
            Jobs.@Nullable Job job = job(cell, jobs);
            for (Outcome.Shown one : put.get(at).shown()) {
                shown.add(manyNodes ? one.of(cell.node()) : one);
            }
            if (job != null) {
                boolean reused = (toldBefore || cell.reused()) && before(job);
                results.add(new Outcome.Result(
                        job.key().hex(),
                        put.get(at).pictures(),
                        reused,
                        job.asked().price()));
            }
        }
        return new Reaped(
                new Outcome(results, shown),
                lacking == null ? null : problem(lacking),
                lacking == null ? null : job(lacking, jobs));
    }

    /** After a person's yes: what was made until then was told when the run began to wait. */
    private static boolean wentOn(Flow flow, List<Runs.Cell> cells) {
        return cells.stream()
                .filter(cell -> cell.state() == CellState.DONE)
                .flatMap(cell -> flow.node(cell.node()).stream())
                .anyMatch(node -> node.body() instanceof Body.Approve);
    }

    /**
     * Puts the pictures of cells into the outbox while their run goes on; when it is settled, they are not put there again. What
     * fails here is done then.
     *
     * @param cells of the run, DONE by a job
     */
    public void early(Runs.Run run, Flow flow, String path, List<Runs.Cell> cells) throws IOException {
        Set<String> published = RunOutputs.published(flow);
        Map<String, Jobs.Job> jobs = new HashMap<>();
        List<Runs.Cell> wanted = new ArrayList<>();
        for (Runs.Cell cell : cells) {
            Jobs.@Nullable Job job = published.contains(cell.node()) ? job(cell) : null;
            if (job != null) {
                jobs.put(job.key().hex(), job);
                wanted.add(cell);
            }
        }
        Set<String> flagged = Flagged.of(withAbove(flow, wanted), this::job);
        note(wanted, Several.each(wanted, cell -> publish(run, path, cell, job(cell, jobs), null, flagged)));
    }

    /** In a flow of one paid node no picture is made of another that may be flagged. */
    private List<Runs.Cell> withAbove(Flow flow, List<Runs.Cell> cells) {
        Map<String, Runs.Cell> all = new LinkedHashMap<>();
        cells.forEach(cell -> all.put(cell.id(), cell));
        if (flow.nodes().stream().filter(Node::isPaid).count() > 1) {
            Deque<Runs.Cell> next = new ArrayDeque<>(cells);
            while (!next.isEmpty()) {
                for (Runs.Cell above : ledger.runs().above(next.remove().id())) {
                    if (all.putIfAbsent(above.id(), above) == null) {
                        next.add(above);
                    }
                }
            }
        }
        return List.copyOf(all.values());
    }

    private Jobs.@Nullable Job job(Runs.Cell cell) {
        String key = cell.jobKey();
        return key == null ? null : ledger.jobs().find(new JobKey(key)).orElse(null);
    }

    private void note(List<Runs.Cell> cells, List<Put> put) {
        Map<String, String> files = new TreeMap<>();
        for (int at = 0; at < cells.size(); at++) {
            if (cells.get(at).jobKey() != null) {
                files.put(cells.get(at).id(), outbox.text(put.get(at).files()));
            }
        }
        ledger.placements().placed(files);
    }

    private static Jobs.@Nullable Job job(Runs.Cell cell, Map<String, Jobs.Job> jobs) {
        return cell.jobKey() == null ? null : jobs.get(cell.jobKey());
    }

    /** What a cell brought into the outbox; its files by reference. */
    private record Put(int pictures, List<Outcome.Shown> shown, Map<String, Path> files) {
        static final Put NOTHING = new Put(0, List.of(), Map.of());
    }

    /** Whether the run is not whole because of this cell. */
    public static boolean isNotWhole(Runs.Cell cell) {
        return switch (cell.state()) {
            case FAILED -> !cell.optional();
            case HELD, APPROVAL -> true;
            default -> cell.cancelled();
        };
    }

    public static String problem(Runs.Cell cell) {
        if (cell.state() == CellState.APPROVAL) {
            String name = cell.id().substring(cell.id().indexOf('/') + 1);
            String given =
                    cell.runId().substring(0, Math.min(RUN_DIGITS, cell.runId().length())) + " "
                            + (name.matches("[A-Za-z0-9_-]+") ? name : "'" + name + "'");
            return name + ": waits for a person; go on with: flow approve " + given + ", or flow reject " + given;
        }
        String said = cell.problem();
        return said == null ? cell.node() + " failed" : said;
    }

    private boolean before(Jobs.Job job) {
        Instant done = job.doneAt();
        return done == null || done.isBefore(since);
    }

    /**
     * @param placed what is in place already; null for nothing
     * @param flagged references of pictures for the quarantine
     */
    private Put publish(
            Runs.Run run,
            String path,
            Runs.Cell cell,
            Jobs.@Nullable Job job,
            @Nullable String placed,
            Set<String> flagged)
            throws IOException {
        List<Outcome.Shown> shown = new ArrayList<>();
        Map<String, Path> files = placed == null ? new LinkedHashMap<>() : outbox.files(placed);
        int n = 0;
        JsonNode value = Json.read(cell.output() == null ? "[]" : cell.output());
        for (JsonNode output :
                value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value)) {
            String ref = output.path("ref").asText();
            if (!ref.startsWith("sha256:")) {
                continue;
            }
            n++;
            boolean nsfw = flagged.contains(ref);
            if (placed != null) {
                if (job != null && !nsfw) {
                    shown.add(shown(ref, job, path, cell, files.get(ref)));
                }
                continue;
            }
            Artifact artifact = outbox.find(ref)
                    .orElseThrow(() -> new IOException(path + ": the bytes of " + ref
                            + " are gone from the state folder"
                            + (job == null ? "" : "; job " + job.key().brief() + " is paid for")));
            String under = (nsfw ? Outbox.QUARANTINE : "") + PublishedNames.stem(path);
            String name = cellStem(cell) + "-" + n;
            if (job == null) {
                files.put(ref, outbox.put(artifact, under, name));
                continue;
            }
            Manifest manifest = Manifests.of(run, cell, job, new Manifest.Output(artifact, n, nsfw), path);
            files.put(ref, outbox.put(manifest, () -> measured(job, artifact), under, name));
            if (!nsfw) {
                shown.add(shown(ref, job, path, cell, files.get(ref)));
            }
        }
        return new Put(n, shown, files);
    }

    private Measured measured(Jobs.Job job, Artifact picture) {
        return agreements == null ? Measured.NOTHING : agreements.all(job, picture);
    }

    private Outcome.Shown shown(String ref, Jobs.Job job, String path, Runs.Cell cell, @Nullable Path file) {
        String map = Json.read(job.asked().inputs()).path("control_image").asText();
        String kind = job.asked().controlKind();
        boolean made = map.startsWith("sha256:") && kind != null;
        return new Outcome.Shown(
                ref,
                made ? map : null,
                kind == null ? "" : kind,
                path,
                coordinates(cell, kind),
                file == null ? "" : outbox.name(file),
                file == null ? null : Manifest.dHash(file));
    }

    /** {@code scale 0.3, seed 11}; the map is on the sheet anyway. */
    private static String coordinates(Runs.Cell cell, @Nullable String kind) {
        return CellDetail.of(cell).id(cell.node()).coordinates().entrySet().stream()
                .filter(at -> !at.getValue().equals(kind))
                .map(at -> at.getKey() + " " + at.getValue())
                .collect(Collectors.joining(", "));
    }

    static String cellStem(Runs.Cell cell) {
        return CellDetail.of(cell).id(cell.node()).fileStem();
    }
}
