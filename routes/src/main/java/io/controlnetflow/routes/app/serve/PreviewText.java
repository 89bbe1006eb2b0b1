package io.controlnetflow.routes.app.serve;

import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.engine.plan.Outlook;
import io.controlnetflow.routes.engine.plan.RunOutlook;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan as lines for a person. Pure functions. */
public final class PreviewText {
    private static final int BRIEF = 12;

    private PreviewText() {}

    /** @param over budgets that are exceeded */
    public static String of(Preview preview, List<String> over, Style style) {
        List<String> lines = new ArrayList<>();
        preview.all().forEach(run -> run(lines, run, "", style));
        preview.refused()
                .forEach(no ->
                        lines.add("  " + style.bad(style.pick("✗", "x")) + " " + message(no.file(), no.message())));
        if (!preview.others().isEmpty()) {
            lines.add("  not planned, as what comes to them is not known: " + String.join(", ", preview.others()));
        }
        preview.open().forEach(line -> lines.add("  " + style.caution("?") + " " + line));
        lines.add(sum(preview, style));
        over.forEach(line -> lines.add("  " + style.caution("!") + " " + line));
        return String.join(System.lineSeparator(), lines);
    }

    /** One run alone. */
    public static String of(RunOutlook run, Style style) {
        List<String> lines = new ArrayList<>();
        run(lines, run, "", style);
        return String.join(System.lineSeparator(), lines);
    }

    private static String message(String file, String message) {
        return message.startsWith(file) ? message : file + ": " + message;
    }

    private static void run(List<String> lines, RunOutlook run, String indent, Style style) {
        lines.add(indent + style.bold("dag:" + run.flow().name()) + " " + run.label() + ", "
                + (run.exists() ? "goes on as " : "new run ")
                + run.run().substring(0, Math.min(BRIEF, run.run().length())));
        int width = run.cells().stream()
                .mapToInt(cell -> name(run, cell).length())
                .max()
                .orElse(0);
        for (Outlook cell : run.cells()) {
            String price = cell.price().signum() > 0 ? "  " + Style.usd(cell.price()) : "";
            lines.add(String.format(
                    Locale.ROOT,
                    "%s  %-" + Math.max(1, width) + "s  %-8s  %s%s",
                    indent,
                    name(run, cell),
                    word(cell),
                    cell.why(),
                    price));
        }
        run.later()
                .forEach(later -> lines.add(indent + "  " + later.node() + "  its cells are planned once "
                        + later.waitsFor() + " is made"));
        run.called().forEach(other -> run(lines, other, indent + "    ", style));
    }

    /** Without the run's id. */
    static String name(RunOutlook run, Outlook cell) {
        return cell.cell().startsWith(run.run() + "/")
                ? cell.cell().substring(run.run().length() + 1)
                : cell.cell();
    }

    static String word(Outlook cell) {
        return cell.kind().name().toLowerCase(Locale.ROOT);
    }

    /** {@code 1 run, 8 cells: 5 paid, 3 computed; 5 pictures, at least $0.15; nothing was sent}. */
    private static String sum(Preview preview, Style style) {
        List<RunOutlook> runs = preview.all();
        Map<Outlook.Kind, Integer> kinds = new EnumMap<>(Outlook.Kind.class);
        runs.forEach(run -> run.cells().forEach(cell -> kinds.merge(cell.kind(), 1, Integer::sum)));
        int cells = kinds.values().stream().mapToInt(Integer::intValue).sum();
        String each = kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        boolean more = runs.stream().anyMatch(PreviewText::isOpen);
        return style.bold(Style.count(runs.size(), "run") + ", " + Style.count(cells, "cell")
                        + (each.isEmpty() ? "" : ": " + each) + "; "
                        + Style.count(
                                runs.stream().mapToInt(RunOutlook::pictures).sum(), "picture") + ", at least "
                        + Style.usd(preview.price()))
                + (more ? ", without what depends on what is not made yet" : "") + "; nothing was sent";
    }

    /** Something of it may cost more than is known now. */
    static boolean isOpen(RunOutlook run) {
        return !run.later().isEmpty()
                || run.called().stream().anyMatch(PreviewText::isOpen)
                || run.cells().stream()
                        .anyMatch(cell -> cell.kind() == Outlook.Kind.DEPENDS
                                && run.flow().node(cell.node()).stream()
                                        .anyMatch(node ->
                                                node.isPaid() || node.call().startsWith("dag:")));
    }
}
