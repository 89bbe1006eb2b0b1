package io.controlnetflow.routes.app;

import io.controlnetflow.routes.engine.FolderSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a person's own Camel route files: until their sources are quiet and their jobs are final, or until stopped. */
final class RouteFiles {
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final long REDRAW_MILLIS = 200;

    private final Console console;
    private final Clock clock;
    private final boolean json;

    RouteFiles(Console console, Clock clock, boolean json) {
        this.console = console;
        this.clock = clock;
        this.json = json;
    }

    int serve(Place place, Settings settings, FolderSpec.Mode mode) throws InterruptedException {
        Style style = console.style();
        Instant start = clock.instant();
        console.say(StartLine.ofRoutes(place, settings, style));
        RouteActivity activity = new RouteActivity(clock);
        CountDownLatch stop = new CountDownLatch(1);
        try (Session session = Session.open(place, settings.engine(), activity);
                Interrupt interrupt = Interrupt.on(stop::countDown)) {
            RouteSummary now = RouteSummary.of(session.context(), activity, start);
            boolean over = false;
            while (!over && !stop.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS)) {
                now = RouteSummary.of(session.context(), activity, start);
                console.redraw(now.line(elapsed(start), style));
                over = mode == FolderSpec.Mode.RUN && activity.quiet(session.context(), QUIET) && now.jobsSettled();
            }
            console.redraw(null);
            int code = interrupt.asked() ? ExitCode.INTERRUPTED : now.code();
            console.say(now.text(elapsed(start), interrupt.asked(), style));
            if (json) {
                console.result(now.json(code, elapsed(start)));
            }
            return code;
        }
    }

    private Duration elapsed(Instant start) {
        return Duration.between(start, clock.instant());
    }
}
