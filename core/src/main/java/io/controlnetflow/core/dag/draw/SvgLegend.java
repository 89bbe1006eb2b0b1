package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.draw.layout.Point;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the signs mean; only of those that are in the drawing. */
final class SvgLegend {
    static final double LINE = 22;
    private static final double SAMPLE = 34;
    private static final double GAP = 18;

    private final Xml xml;
    private final List<Item> items = new ArrayList<>();

    /** @param sample how wide its sign is */
    private record Item(String words, double sample, Runnable sign) {
        double width() {
            return sample + 6 + TextWidth.of(words, Paint.PLAIN, false);
        }
    }

    SvgLegend(Xml xml, Sketch sketch, boolean run) {
        this.xml = xml;
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Set<Arrow.Look> looks = EnumSet.noneOf(Arrow.Look.class);
        Set<CellMark> marks = EnumSet.noneOf(CellMark.class);
        sketch.boxes().forEach(box -> kinds.add(box.kind()));
        sketch.boxes().forEach(box -> marks.addAll(box.cells().counts().keySet()));
        sketch.arrows().forEach(arrow -> looks.add(arrow.look()));
        kinds.forEach(this::kind);
        looks.forEach(this::look);
        if (sketch.boxes().stream().anyMatch(Box::optional)) {
            items.add(new Item("optional", SAMPLE - 8, this::optional));
        }
        if (run) {
            marks.forEach(this::mark);
        } else if (sketch.boxes().stream().anyMatch(box -> !box.cells().shown().isEmpty())) {
            items.add(new Item("a cell", BoxSize.SQUARE, () -> new SvgBox(xml).square(null)));
        }
    }

    private void kind(Kind kind) {
        items.add(new Item(kind.words(), 16, () -> {
            xml.open(
                    "g", "class", kind.css() + (kind.isEnd() ? " end" : ""), "transform", "translate(0 -3) scale(.66)");
            new SvgBox(xml).tile(kind, 0, 0);
            xml.close("g");
        }));
    }

    private void look(Arrow.Look look) {
        List<Point> line = List.of(new Point(0, 5), new Point(10, 5), new Point(20, 5), new Point(SAMPLE, 5));
        items.add(new Item(look.words(), SAMPLE, () -> new SvgArrow(xml).draw(look, line, "")));
    }

    private void optional() {
        xml.open("g", "class", "optional");
        xml.empty("rect", "class", "box", "y", -1.0, "width", SAMPLE - 8, "height", 12.0, "rx", 4.0);
        xml.close("g");
    }

    private void mark(CellMark mark) {
        items.add(new Item(
                mark == CellMark.HELD ? "held for a person" : mark.word(), BoxSize.SQUARE, () -> new SvgBox(xml)
                        .square(mark)));
    }

    /** Lines that it takes. */
    int lines(double width) {
        int lines = 1;
        double x = 0;
        for (Item item : items) {
            if (x > 0 && x + item.width() > width) {
                lines++;
                x = 0;
            }
            x += item.width() + GAP;
        }
        return items.isEmpty() ? 0 : lines;
    }

    void draw(double left, double top, double width) {
        double x = 0;
        double y = top;
        xml.open("g", "class", "legend");
        for (Item item : items) {
            if (x > 0 && x + item.width() > width) {
                y += LINE;
                x = 0;
            }
            xml.open("g", "transform", "translate(" + Xml.number(left + x) + " " + Xml.number(y) + ")");
            item.sign().run();
            xml.text("text", item.words(), "x", item.sample() + 6, "y", 9.0);
            xml.close("g");
            x += item.width() + GAP;
        }
        xml.close("g");
    }
}
