package io.controlnetflow.core.dag.draw;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What stands before and behind the nodes. */
final class EndBoxes {
    private static final int MOST = 8;

    private EndBoxes() {}

    static Box triggers(List<Trigger> triggers) {
        List<Line> lines = triggers.stream().map(EndBoxes::line).toList();
        return Box.end(Kind.TRIGGER, Set.of(), few(lines), hint("Starts runs in watch", lines));
    }

    /** @param inputs that the same nodes refer to */
    static Box inputs(Map<String, Input> inputs) {
        List<Line> lines = inputs.entrySet().stream()
                .map(e -> Line.name(e.getKey(), said(e.getValue())))
                .toList();
        return Box.end(Kind.INPUT, inputs.keySet(), few(lines), hint("Given to a run", lines));
    }

    /** @param outputs of the same nodes */
    static Box outputs(Map<String, JsonNode> outputs) {
        List<Line> lines = outputs.entrySet().stream()
                .map(e -> Line.name(e.getKey(), Said.value(e.getValue())))
                .toList();
        return Box.end(Kind.OUTPUT, outputs.keySet(), few(lines), hint("What a run answers with", lines));
    }

    private static Line line(Trigger trigger) {
        if (trigger instanceof Trigger.Folder folder) {
            return Line.name("folder", folder.path() + (folder.outbox() == null ? "" : " → " + folder.outbox()));
        }
        if (trigger instanceof Trigger.Cron cron) {
            return Line.name("cron", cron.schedule());
        }
        if (trigger instanceof Trigger.Http http) {
            return Line.name("http", http.path());
        }
        return Line.name("uri", Said.uri(((Trigger.Uri) trigger).from()));
    }

    private static String said(Input input) {
        JsonNode fallback = input.fallback();
        String more = input.required() ? ", required" : fallback == null ? "" : " = " + Said.value(fallback);
        return input.type().text() + more;
    }

    private static List<Line> few(List<Line> lines) {
        if (lines.size() <= MOST) {
            return lines;
        }
        List<Line> few = new ArrayList<>(lines.subList(0, MOST - 1));
        few.add(Line.aside("and " + (lines.size() - few.size()) + " more"));
        return few;
    }

    private static String hint(String title, List<Line> lines) {
        return lines.stream().map(l -> l.text() + ": " + l.aside()).collect(Collectors.joining("\n", title + "\n", ""));
    }
}
