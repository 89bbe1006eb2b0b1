package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Limits;
import io.controlnetflow.core.dag.plan.CellId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands above a drawing, and what is read out instead of it. */
final class Headline {
    private Headline() {}

    /** Version, sizes and limits of the flow. */
    static String facts(Subject subject) {
        Flow flow = subject.flow();
        List<String> facts = new ArrayList<>();
        facts.add("version " + flow.version());
        facts.add(Said.count(flow.nodes().size(), "node"));
        int cells = subject.cells().values().stream().mapToInt(List::size).sum();
        if (cells > 0) {
            boolean all = flow.nodes().stream().allMatch(node -> subject.cells().containsKey(node.id()));
            facts.add((all ? "" : "at least ") + Said.count(cells, "cell"));
        }
        Limits limits = flow.spec().limits();
        if (limits.run() != null) {
            facts.add("at most " + usd(limits.run()) + " a run");
        }
        if (limits.day() != null) {
            facts.add("at most " + usd(limits.day()) + " a day");
        }
        return String.join(" · ", facts);
    }

    private static String usd(BigDecimal amount) {
        return "$"
                + amount.setScale(Math.max(2, amount.scale()), RoundingMode.UNNECESSARY)
                        .toPlainString();
    }

    /** The caption, and where the cells of the run stand; empty for a flow that is not run. */
    static String run(Subject subject) {
        Map<CellMark, Integer> counts = new EnumMap<>(CellMark.class);
        for (CellId cell :
                subject.cells().values().stream().flatMap(List::stream).toList()) {
            CellMark mark = subject.mark(cell);
            if (mark != null) {
                counts.merge(mark, 1, Integer::sum);
            }
        }
        if (counts.isEmpty()) {
            return subject.caption();
        }
        String summary = String.join(", ", Cells.summary(counts));
        return subject.caption().isEmpty() ? summary : subject.caption() + ": " + summary;
    }

    /** The drawing in sentences. */
    static String description(Sketch sketch) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < sketch.boxes().size(); i++) {
            int to = i;
            String needs = sketch.arrows().stream()
                    .filter(arrow -> arrow.to() == to
                            && !sketch.boxes().get(arrow.from()).names().isEmpty())
                    .map(arrow -> (arrow.look().isBarrier() ? "all of " : "") + name(sketch, arrow.from()))
                    .collect(Collectors.joining(", "));
            if (!needs.isEmpty()) {
                sentences.add((sketch.boxes().get(i).kind() == Kind.OUTPUT ? "output " : "") + name(sketch, i)
                        + " needs " + needs + ".");
            }
        }
        return String.join(" ", sentences);
    }

    /** What a box is called in a sentence. */
    static String name(Sketch sketch, int box) {
        Box it = sketch.boxes().get(box);
        return it.names().isEmpty() ? it.kind().words() : String.join(", ", it.names());
    }
}
