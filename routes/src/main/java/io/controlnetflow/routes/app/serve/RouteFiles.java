package io.controlnetflow.routes.app.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Interrupt;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.control.Answer;
import io.controlnetflow.routes.app.control.Door;
import io.controlnetflow.routes.app.control.Errand;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.component.folder.WatchFolderOverrides;
import io.controlnetflow.routes.engine.folder.FolderJob;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Runs a person's own Camel route files: until their sources are quiet and their jobs are final, or until stopped. */
public final class RouteFiles {
    private static final Duration QUIET = Duration.ofSeconds(2);
    /** What waits for a job that is not sent holds up the end no longer than this. */
    private static final Duration PAUSED_FOR = Duration.ofSeconds(5);

    private static final long REDRAW_MILLIS = 200;

    private final Console console;
    private final Clock clock;
    private final boolean json;
    private final BiFunction<CamelContext, Errand, Answer> commands;
    private final HotFiles.Wanted files;

    /**
     * @param commands does what other processes want of the ledger that this one holds
     * @param files that are looked at again and again in {@code watch}
     */
    public RouteFiles(
            Console console,
            Clock clock,
            boolean json,
            BiFunction<CamelContext, Errand, Answer> commands,
            HotFiles.Wanted files) {
        this.files = files;
        this.console = console;
        this.clock = clock;
        this.json = json;
        this.commands = commands;
    }

    /** @param given inputs of flows */
    public int serve(Place place, Settings settings, GivenInputs given, FolderSpec.Mode mode)
            throws InterruptedException {
        Instant start = clock.instant();
        console.say(StartLine.ofRoutes(place, settings, console.style()));
        console.redraw("  starting");
        RouteActivity activity = new RouteActivity(clock);
        CountDownLatch stop = new CountDownLatch(1);
        boolean once = mode == FolderSpec.Mode.RUN;
        FlowStarts starts = new FlowStarts(given);
        WatchFolderOverrides overrides = new WatchFolderOverrides(mode, settings.kind(), settings.fields(), given::of);
        List<FolderJob> jobs = new CopyOnWriteArrayList<>();
        try (Session session = Session.open(
                        place,
                        settings,
                        overrides,
                        activity,
                        camel -> starts.check(camel, flow -> once),
                        line -> console.say("  " + line));
                Door door = Door.open(
                        settings.heldByOne(), settings.state(), errand -> commands.apply(session.context(), errand));
                Interrupt interrupt = Interrupt.on(() -> {
                    jobs.forEach(FolderJob::close);
                    stop.countDown();
                })) {
            Logging.alert(console::complain);
            new RejectedFiles(settings.state()).are(List.of());
            EndedRuns runs = session.hasFlows() ? runs(session.context(), once) : null;
            List<FolderReport.End> ends = once
                    ? once(reports(session, settings, starts, jobs), interrupt)
                    : watch(
                            session,
                            settings,
                            new WatchedFolders(
                                    session, jobs, job -> report(job, StartLine.standIn(settings)), interrupt, stop),
                            () -> RouteSummary.of(session.context(), activity, start)
                                    .line(elapsed(start), console.style()));
            RouteSummary now = await(session, activity, start, once, stop);
            jobs.forEach(FolderJob::close);
            int code = ends.stream().mapToInt(FolderReport.End::code).reduce(ExitCode.DONE, ExitCode::worse);
            if (code == ExitCode.WAITS_FOR_A_PERSON) {
                sayWhere(place);
            }
            boolean told = session.hasOnlyFolders() && now.failed() == 0 && !ends.isEmpty();
            return told
                    ? ended(code, ends, runs)
                    : report(now, ExitCode.worse(code, now.code()), start, interrupt.asked(), runs);
        }
    }

    /** A command that decides is one about the folder it is given in. */
    private void sayWhere(Place place) {
        if (!place.folder().equals(Words.here())) {
            String folder = Words.near(place.folder());
            console.say("  Give these commands in " + folder + ", or with --path " + folder);
        }
    }

    private static List<FolderReport.End> once(List<FolderReport> reports, Interrupt interrupt)
            throws InterruptedException {
        List<FolderReport.End> ends = new ArrayList<>();
        for (FolderReport report : reports) {
            ends.add(report.follow(interrupt));
        }
        return ends;
    }

    /** @param line what is shown while no folder is watched */
    private List<FolderReport.End> watch(
            Session session, Settings settings, WatchedFolders watched, Supplier<String> line)
            throws InterruptedException {
        try (HotFiles hot = HotFiles.follow(files, session, settings.state(), console)) {
            return watched.follow(() -> console.redraw(line.get()));
        }
    }

    /** Says what was changed, and from now on which runs end; those that a person starts here are followed otherwise. */
    private EndedRuns runs(CamelContext camel, boolean once) {
        Consumer<String> line = text -> console.say("  " + text);
        Changed.of(camel).forEach(line);
        EndedRuns runs = EndedRuns.of(camel);
        if (!once) {
            runs.tell(line, console.style());
        }
        return runs;
    }

    private List<FolderReport> reports(Session session, Settings settings, FlowStarts starts, List<FolderJob> jobs) {
        boolean standIn = StartLine.standIn(settings);
        List<FolderReport> reports = new ArrayList<>();
        jobs.addAll(session.folders());
        jobs.forEach(job -> reports.add(report(job, standIn)));
        starts.plan(session.context(), settings.outbox()).ifPresent(runs -> {
            jobs.add(runs);
            FolderReport report = report(runs, standIn);
            report.price();
            runs.begin();
            reports.add(report);
        });
        return reports;
    }

    private FolderReport report(FolderJob job, boolean standIn) {
        return new FolderReport(console, new ProgressView(console, clock), job, standIn);
    }

    /** Until the routes are quiet, or for ever. */
    private RouteSummary await(
            Session session, RouteActivity activity, Instant start, boolean once, CountDownLatch stop)
            throws InterruptedException {
        RouteSummary now = RouteSummary.of(session.context(), activity, start);
        Duration quiet = session.hasOnlyFolders() ? Duration.ZERO : QUIET;
        boolean over = false;
        while (!over && !stop.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS)) {
            now = RouteSummary.of(session.context(), activity, start);
            console.redraw(now.line(elapsed(start), console.style()));
            boolean rests = activity.quiet(session.context(), quiet)
                    || (now.paused() != null && activity.standsStill(PAUSED_FOR));
            over = once && rests && now.jobsRest();
        }
        console.redraw(null);
        return now;
    }

    /** What the folders and runs came to was said as they ended; as JSON it is one object. */
    private int ended(int code, List<FolderReport.End> ends, @Nullable EndedRuns runs) {
        if (json && ends.size() == 1) {
            console.result(with(runs, ends.get(0).json()));
        } else if (json) {
            ObjectNode all = Json.object().put("exit_code", code);
            ArrayNode batches = all.putArray("batches");
            ends.forEach(end -> batches.add(end.json()));
            console.result(with(runs, all));
        }
        return code;
    }

    /** And the runs of flows, with their outputs. */
    private static ObjectNode with(@Nullable EndedRuns runs, ObjectNode json) {
        if (runs != null) {
            json.set("runs", runs.json());
        }
        return json;
    }

    private int report(RouteSummary now, int worst, Instant start, boolean interrupted, @Nullable EndedRuns runs) {
        int code = interrupted ? ExitCode.INTERRUPTED : worst;
        console.say(now.text(elapsed(start), code, console.style()));
        if (json) {
            console.result(with(runs, now.json(code, elapsed(start))));
        }
        return code;
    }

    private Duration elapsed(Instant start) {
        return Duration.between(start, clock.instant());
    }
}
