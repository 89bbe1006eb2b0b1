package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.draw.layout.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A sketch as a Mermaid flowchart: boxes and arrows mean the same as in SVG, and Mermaid gives them their places. */
final class Mermaid {
    private static final String BREAK = "<br/>";
    private static final String PLAIN = " ._-/:,+=()[]{}$*'×·→…";
    private static final String LEGEND = """
              %% -->  each cell by itself    ==>  all cells    -.->  only order
            """;
    private static final Map<String, String> STYLES = styles();

    private final Subject subject;
    private final Direction direction;
    private final Sketch sketch;
    private final StringBuilder out = new StringBuilder();
    private final List<String> ids = new ArrayList<>();
    private final Map<String, List<String>> classes = new LinkedHashMap<>();

    Mermaid(Subject subject, Direction direction) {
        this.subject = subject;
        this.direction = direction;
        this.sketch = Sketch.of(subject);
    }

    String text() {
        out.append("---\ntitle: ")
                .append(subject.flow().name())
                .append("\n---\nflowchart ")
                .append(direction == Direction.RIGHT ? "LR" : "TD")
                .append('\n');
        line("accTitle: Flow " + subject.flow().name());
        line("accDescr: " + Headline.description(sketch));
        String run = Headline.run(subject);
        if (!run.isEmpty()) {
            line("%% " + run.replaceAll("[\\p{Cntrl}{}]", " "));
        }
        out.append(LEGEND);
        sketch.boxes().forEach(this::box);
        sketch.arrows().forEach(this::arrow);
        STYLES.forEach((name, style) -> {
            List<String> members = classes.get(name);
            if (members != null) {
                line("classDef " + name + " " + style);
                line("class " + String.join(",", members) + " " + name);
            }
        });
        return out.toString();
    }

    private void line(String text) {
        out.append("  ").append(text).append('\n');
    }

    private void box(Box box) {
        String id = id(box);
        ids.add(id);
        String label = "\"" + label(box) + "\"";
        line(id
                + switch (box.kind()) {
                    case TRIGGER -> "([" + label + "])";
                    case INPUT -> "[/" + label + "/]";
                    case OUTPUT -> "[\\" + label + "\\]";
                    case APPROVAL -> "{{" + label + "}}";
                    case FLOW -> "[[" + label + "]]";
                    default -> "[" + label + "]";
                });
        styled(box.kind().css(), id);
        box.cells().counts().keySet().stream().min(CellMark::compareTo).ifPresent(worst -> styled(worst.css(), id));
        if (box.many()) {
            styled("many", id);
        }
        if (box.optional()) {
            styled("optional", id);
        }
    }

    private void styled(String name, String id) {
        classes.computeIfAbsent(name, n -> new ArrayList<>()).add(id);
    }

    /** Unique, and never a word of Mermaid's own. */
    private static String id(Box box) {
        String prefix = box.kind().isEnd() ? box.kind().name().toLowerCase(Locale.ROOT) : "n";
        return prefix
                + box.names().stream()
                        .limit(1)
                        .map(name -> "_" + name.replace("_", "__").replace("-", "_h"))
                        .collect(Collectors.joining());
    }

    private static String label(Box box) {
        List<String> lines = new ArrayList<>();
        for (Line line : box.head()) {
            String text = escaped(line.text());
            String aside = escaped(line.aside());
            String name = line.strong() ? "<b>" + text + "</b>" : text;
            lines.add(line.text().isEmpty() ? aside : aside.isEmpty() ? name : name + " " + aside);
        }
        if (!box.cells().counts().isEmpty() && box.cells().more() == 0) {
            lines.add(escaped(box.cells().summary()));
        }
        box.notes().forEach(note -> lines.add(escaped(note)));
        return String.join(BREAK, lines);
    }

    private void arrow(Arrow arrow) {
        String way =
                switch (arrow.look()) {
                    case GIVEN, CELL -> " --> ";
                    case ALL -> " == all ==> ";
                    case ORDER -> " -.-> ";
                    case ORDER_ALL -> " -. all .-> ";
                };
        line(ids.get(arrow.from()) + way + ids.get(arrow.to()));
    }

    /** What could mean something to Mermaid or to a browser is written as a number. */
    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0
                        ? Character.toString(c)
                        : Character.isISOControl(c) ? " " : "#" + c + ";")
                .collect(Collectors.joining());
    }

    private static Map<String, String> styles() {
        Map<String, String> styles = new LinkedHashMap<>();
        styles.put("map", "stroke:#0f766e");
        styles.put("paid", "stroke:#bf3989,stroke-width:2px");
        styles.put("pictures", "stroke:#0969da");
        styles.put("approval", "stroke:#9a6700");
        styles.put("flow", "stroke:#8250df");
        styles.put("many", "stroke-width:4px");
        styles.put("optional", "stroke-dasharray:5 4");
        styles.put(CellMark.DONE.css(), "fill:#1f883d,color:#fff");
        styles.put(CellMark.SKIPPED.css(), "fill:#6e7781,color:#fff");
        styles.put(CellMark.WAITING.css(), "fill:#8250df,color:#fff");
        styles.put(CellMark.RUNNING.css(), "fill:#0969da,color:#fff");
        styles.put(CellMark.HELD.css(), "fill:#9a6700,color:#fff");
        styles.put(CellMark.FAILED.css(), "fill:#cf222e,color:#fff");
        return styles;
    }
}
