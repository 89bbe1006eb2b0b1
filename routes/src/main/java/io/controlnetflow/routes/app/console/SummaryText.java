package io.controlnetflow.routes.app.console;

import io.controlnetflow.routes.engine.folder.BatchSummary;
import io.controlnetflow.routes.engine.folder.Planned;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The end of a run as lines for a person. Pure functions. */
public final class SummaryText {
    private static final int MOST_FAILURES = 20;
    private static final int MOST_ALIKE = 4;

    private SummaryText() {}

    public static String of(BatchSummary summary, Duration elapsed, boolean standIn, Path relativeTo, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(summary, elapsed, style));
        lines.add("  " + counts(summary, true, standIn, style));
        addDetails(lines, summary, relativeTo, style);
        return String.join(System.lineSeparator(), lines);
    }

    /** A batch of a watched folder: shorter, since further ones follow. Submits are counted for all of them together. */
    public static String batch(BatchSummary summary, boolean standIn, Path relativeTo, Style style) {
        List<String> lines = new ArrayList<>();
        boolean whole = summary.failures().isEmpty() && !waits(summary);
        lines.add((whole ? style.good(style.pick("✓ ", "")) : "") + "Batch of " + Style.count(summary.drops(), "drop")
                + ": " + counts(summary, false, standIn, style));
        addDetails(lines, summary, relativeTo, style);
        return String.join(System.lineSeparator(), lines);
    }

    /** What will be made, and for how much: {@code 2 drops, 18 cells, 14 pictures, at least $0.42 if none was made before}. */
    public static String planned(Planned planned, String what) {
        String refused = planned.refused() > 0 ? " (" + planned.refused() + " refused)" : "";
        String there = planned.there() > 0 ? "; " + planned.there() + " of them are there already" : "";
        return Style.count(planned.drops(), what) + refused + ", "
                + (planned.cells() > 0 ? Style.count(planned.cells(), "cell") + ", " : "")
                + Style.count(planned.pictures(), "picture") + ", at least " + Style.usd(planned.atLeast())
                + " if none was made before" + there;
    }

    private static void addDetails(List<String> lines, BatchSummary summary, Path relativeTo, Style style) {
        if (summary.made() + summary.reused() > 0) {
            lines.add("  pictures       " + near(relativeTo, summary.outbox()));
        }
        if (summary.contactSheet() != null) {
            lines.add("  contact sheet  " + near(relativeTo, summary.contactSheet()));
        }
        addAlike(lines, summary.alike());
        for (BatchSummary.Failure failure : summary.failures()
                .subList(0, Math.min(MOST_FAILURES, summary.failures().size()))) {
            lines.add("  " + style.bad(style.pick("✗", "x")) + " " + message(failure));
        }
        if (summary.failed() > MOST_FAILURES) {
            lines.add("    and " + (summary.failed() - MOST_FAILURES) + " more; see error/ and flow.log");
        }
        summary.waitingForPerson().forEach(w -> lines.add("  " + style.caution("?") + " " + w));
        if (summary.paused() != null) {
            lines.add("  " + style.caution("!") + " paused (" + summary.paused().code() + "): "
                    + summary.paused().reason());
        }
    }

    private static void addAlike(List<String> lines, List<List<String>> alike) {
        for (List<String> group : alike.subList(0, Math.min(MOST_ALIKE, alike.size()))) {
            int shown = Math.min(MOST_ALIKE, group.size());
            lines.add("  look alike     " + String.join(", ", group.subList(0, shown))
                    + (group.size() > shown ? " and " + (group.size() - shown) + " more" : ""));
        }
        if (alike.size() > MOST_ALIKE) {
            lines.add("    and " + Style.count(alike.size() - MOST_ALIKE, "more group") + "; --json lists all");
        }
    }

    private static boolean waits(BatchSummary summary) {
        return !summary.waitingForPerson().isEmpty() || summary.inDoubt() + summary.held() + summary.parked() > 0;
    }

    private static String headline(BatchSummary summary, Duration elapsed, Style style) {
        String time = " in " + Style.time(elapsed);
        if (summary.paused() != null) {
            return style.caution("Paused") + time;
        }
        if (!summary.failures().isEmpty()) {
            return style.bad(Style.count(summary.failed(), "failure")) + time;
        }
        if (waits(summary)) {
            return style.caution("Waits for a person") + time;
        }
        if (summary.drops() == 0) {
            return "Nothing to do: the inbox is empty";
        }
        return style.good(style.pick("✓ ", "") + "Done") + time;
    }

    /** {@code made 4, reused 0, submits 4, cost at least $0.12, in doubt 0, failed 0}. */
    static String counts(BatchSummary summary, boolean submits, boolean standIn, Style style) {
        List<String> parts = new ArrayList<>();
        parts.add("made " + summary.made());
        parts.add("reused " + summary.reused()
                + (summary.saved().signum() > 0 ? " (saved " + Style.usd(summary.saved()) + ")" : ""));
        if (submits) {
            parts.add("submits " + summary.submits());
        }
        parts.add("cost " + (summary.cost().signum() > 0 ? "at least " : "") + Style.usd(summary.cost())
                + (standIn && summary.cost().signum() > 0 ? " (stand-in, nothing charged)" : ""));
        parts.add("in doubt " + summary.inDoubt());
        if (summary.held() > 0) {
            parts.add("held " + summary.held());
        }
        if (summary.parked() > 0) {
            parts.add("parked " + summary.parked());
        }
        parts.add("failed " + summary.failed());
        return style.bold(String.join(", ", parts));
    }

    private static String message(BatchSummary.Failure failure) {
        return failure.message().startsWith(failure.file())
                ? failure.message()
                : failure.file() + ": " + failure.message();
    }

    /** The path as one would type it from here, when that is shorter. */
    static String near(Path here, Path path) {
        Path relative = here.relativize(path.toAbsolutePath());
        String shown = relative.toString().isEmpty() ? "." : relative.toString();
        return shown.startsWith("..") ? path.toString() : shown;
    }
}
