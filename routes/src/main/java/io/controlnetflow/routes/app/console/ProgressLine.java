package io.controlnetflow.routes.app.console;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.routes.engine.folder.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One line that says how far a folder is. Pure functions. */
public final class ProgressLine {
    private static final int BAR = 28;

    private ProgressLine() {}

    /** With a bar, for a terminal of {@code width} columns. */
    public static String live(Progress now, Duration elapsed, Style style, int width) {
        List<String> parts = parts(now, elapsed);
        String separator = style.dim(style.pick(" · ", " | "));
        while (parts.size() > 1 && BAR + 4 + length(parts) > width) {
            parts.remove(parts.size() - 1);
        }
        String head = style.bold(parts.remove(0));
        String tail = parts.isEmpty() ? "" : separator + String.join(separator, parts);
        return "  " + style.bar(now.picturesDone(), now.pictures(), BAR) + "  " + head + tail;
    }

    /** Without a bar, for a log. */
    public static String plain(Progress now, Duration elapsed) {
        return String.join(", ", parts(now, elapsed));
    }

    /** True when a watched folder has nothing under way: all that was taken is final, and it was looked through. */
    public static boolean idle(Progress now) {
        return !now.scanning() && now.paused() == null && now.settled() >= now.drops();
    }

    private static List<String> parts(Progress now, Duration elapsed) {
        List<String> parts = new ArrayList<>();
        parts.add(
                now.pictures() == 0
                        ? now.scanning() ? "looking at the inbox" : "no pictures"
                        : now.picturesDone() + "/" + Style.count(now.pictures(), "picture"));
        Progress.Cells cells = now.cells();
        if (cells.planned() > 0) {
            parts.add(cells.settled() + "/" + Style.count(cells.planned(), "cell"));
        }
        add(parts, cells.running(), "computing");
        add(parts, cells.approvals(), "to approve");
        if (now.paused() != null) {
            parts.add("paused: " + now.paused());
        }
        add(parts, states(now, JobState.NEW, JobState.READY), "waiting");
        add(parts, states(now, JobState.SUBMITTING), "sending");
        add(parts, states(now, JobState.POLLING), "generating");
        add(parts, states(now, JobState.DOWNLOADING), "fetching");
        add(parts, states(now, JobState.IN_DOUBT), "in doubt");
        parts.add(Style.usd(now.spent()));
        parts.add(Style.time(elapsed));
        return parts;
    }

    private static void add(List<String> parts, long n, String what) {
        if (n > 0) {
            parts.add(n + " " + what);
        }
    }

    private static long states(Progress now, JobState... states) {
        long sum = 0;
        for (JobState state : states) {
            sum += now.jobs().getOrDefault(state, 0L);
        }
        return sum;
    }

    private static int length(List<String> parts) {
        return parts.stream().mapToInt(p -> p.length() + 3).sum();
    }
}
