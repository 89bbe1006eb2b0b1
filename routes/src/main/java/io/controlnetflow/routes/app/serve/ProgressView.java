package io.controlnetflow.routes.app.serve;

import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ProgressLine;
import io.controlnetflow.routes.engine.folder.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Shows how far a folder is: one line redrawn in place, or, without a terminal, a line now and then. Not thread-safe. */
public final class ProgressView {
    private static final Duration BETWEEN_PLAIN_LINES = Duration.ofSeconds(5);

    private final Console console;
    private final Clock clock;
    private final Instant start;
    private Instant nextPlain;
    private String lastPlain = "";

    public ProgressView(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
        this.start = clock.instant();
        this.nextPlain = start.plus(BETWEEN_PLAIN_LINES);
    }

    Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    void show(Progress now) {
        if (console.live()) {
            console.redraw(ProgressLine.live(now, elapsed(), console.style(), console.width()));
        } else if (!clock.instant().isBefore(nextPlain)) {
            String line = ProgressLine.plain(now, Duration.ZERO);
            if (!line.equals(lastPlain)) {
                console.say("  " + ProgressLine.plain(now, elapsed()));
                lastPlain = line;
            }
            nextPlain = clock.instant().plus(BETWEEN_PLAIN_LINES);
        }
    }

    /** Nothing is under way in a watched folder: said once without a terminal, until something comes. */
    void waits(String line) {
        if (console.live()) {
            console.redraw("  " + console.style().dim(line));
        } else if (!line.equals(lastPlain)) {
            console.say("  " + line);
            lastPlain = line;
            nextPlain = clock.instant().plus(BETWEEN_PLAIN_LINES);
        }
    }

    void end() {
        console.redraw(null);
    }
}
