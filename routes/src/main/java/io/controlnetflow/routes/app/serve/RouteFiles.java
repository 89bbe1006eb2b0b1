package io.controlnetflow.routes.app.serve;

import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Interrupt;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.component.WatchFolderOverrides;
import io.controlnetflow.routes.engine.folder.FolderJob;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a person's own Camel route files: until their sources are quiet and their jobs are final, or until stopped. */
public final class RouteFiles {
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final long REDRAW_MILLIS = 200;

    private final Console console;
    private final Clock clock;
    private final boolean json;

    public RouteFiles(Console console, Clock clock, boolean json) {
        this.console = console;
        this.clock = clock;
        this.json = json;
    }

    public int serve(Place place, Settings settings, FolderSpec.Mode mode) throws InterruptedException {
        Style style = console.style();
        Instant start = clock.instant();
        console.say(StartLine.ofRoutes(place, settings, style));
        console.redraw("  starting");
        RouteActivity activity = new RouteActivity(clock);
        CountDownLatch stop = new CountDownLatch(1);
        WatchFolderOverrides overrides = new WatchFolderOverrides(mode, settings.kind(), settings.fields());
        try (Session session = Session.open(place, settings, overrides, activity);
                Interrupt interrupt = Interrupt.on(() -> {
                    session.folders().forEach(FolderJob::close);
                    stop.countDown();
                })) {
            Logging.alert(console::complain);
            List<FolderJob> folders = session.folders();
            int code = ExitCode.DONE;
            boolean only = session.hasOnlyFolders() && folders.size() == 1;
            boolean standIn = StartLine.standIn(settings);
            List<FolderReport> reports = folders.stream()
                    .map(f -> new FolderReport(console, new ProgressView(console, clock), f, standIn))
                    .toList();
            for (FolderReport report : reports) {
                int one = report.follow(interrupt, json && only);
                code = ExitCode.worse(code, one);
            }
            RouteSummary now = RouteSummary.of(session.context(), activity, start);
            Duration quiet = session.hasOnlyFolders() ? Duration.ZERO : QUIET;
            boolean over = false;
            while (!over && !stop.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS)) {
                now = RouteSummary.of(session.context(), activity, start);
                console.redraw(now.line(elapsed(start), style));
                over = mode == FolderSpec.Mode.RUN && activity.quiet(session.context(), quiet) && now.jobsSettled();
            }
            console.redraw(null);
            folders.forEach(FolderJob::close);
            boolean told = session.hasOnlyFolders() && now.failed() == 0;
            return told ? code : report(now, ExitCode.worse(code, now.code()), start, interrupt.asked());
        }
    }

    private int report(RouteSummary now, int worst, Instant start, boolean interrupted) {
        int code = interrupted ? ExitCode.INTERRUPTED : worst;
        console.say(now.text(elapsed(start), interrupted, console.style()));
        if (json) {
            console.result(now.json(code, elapsed(start)));
        }
        return code;
    }

    private Duration elapsed(Instant start) {
        return Duration.between(start, clock.instant());
    }
}
