package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.draw.layout.Rect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws a box with what is in it. */
final class SvgBox {
    private static final double BEHIND = 4;
    private static final double ROUND = 8;
    private static final double CORNER = 12;

    private final Xml xml;

    SvgBox(Xml xml) {
        this.xml = xml;
    }

    void draw(Box box, BoxSize size, Rect place) {
        String end = box.kind().isEnd() ? " end" : "";
        String optional = box.optional() ? " optional" : "";
        xml.open(
                "g",
                "class",
                "node " + box.kind().css() + end + optional,
                "transform",
                "translate(" + Xml.number(place.x()) + " " + Xml.number(place.y()) + ")");
        xml.text("title", box.hint());
        outline(box, place.width(), place.height());
        double top = Math.max(0, (place.height() - size.height()) / 2);
        boolean alone = box.kind().isEnd() && box.head().size() == 1;
        double middle = place.height() / 2;
        tile(box.kind(), BoxSize.PAD, alone ? middle - BoxSize.TILE / 2 : top + BoxSize.PAD - 2);
        lines(box.head(), alone ? middle - BoxSize.LINE / 2 : top + BoxSize.PAD - 3, place.width() - BoxSize.PAD);
        squares(box.cells(), top + size.squares());
        double y = top + size.squares() + box.cells().rows() * BoxSize.STEP;
        for (String note : size.notes()) {
            y += BoxSize.LINE;
            xml.text("text", note, "x", BoxSize.TEXT, "y", y - 5);
        }
        xml.close("g");
    }

    private void outline(Box box, double width, double height) {
        if (box.many()) {
            xml.empty("rect", "class", "box", "x", BEHIND, "y", BEHIND, "width", width, "height", height, "rx", ROUND);
        }
        if (box.kind() == Kind.APPROVAL) {
            xml.empty("path", "class", "box", "d", octagon(width, height));
            return;
        }
        double round = box.kind().isEnd() ? Math.min(height, 40) / 2 : ROUND;
        xml.empty("rect", "class", "box", "width", width, "height", height, "rx", round);
        if (box.kind() == Kind.FLOW) {
            xml.empty(
                    "rect",
                    "class",
                    "box",
                    "x",
                    3.0,
                    "y",
                    3.0,
                    "width",
                    width - 6,
                    "height",
                    height - 6,
                    "rx",
                    ROUND - 3);
        }
    }

    private static String octagon(double width, double height) {
        String w = Xml.number(width);
        String h = Xml.number(height);
        String c = Xml.number(CORNER);
        String right = Xml.number(width - CORNER);
        String low = Xml.number(height - CORNER);
        return "M" + c + " 0H" + right + "L" + w + " " + c + "V" + low + "L" + right + " " + h + "H" + c + "L0 " + low
                + "V" + c + "z";
    }

    void tile(Kind kind, double x, double y) {
        xml.empty("rect", "class", "tile", "x", x, "y", y, "width", BoxSize.TILE, "height", BoxSize.TILE, "rx", 6.0);
        xml.empty(
                "path",
                "class",
                "glyph",
                "transform",
                "translate(" + Xml.number(x + 4) + " " + Xml.number(y + 4) + ")",
                "d",
                Glyphs.of(kind));
    }

    private void lines(List<Line> lines, double top, double right) {
        double y = top;
        for (Line line : lines) {
            y += BoxSize.LINE;
            double x = BoxSize.TEXT;
            if (!line.text().isEmpty()) {
                String name = TextWidth.fit(line.text(), Paint.STRONG, line.strong(), right - x);
                xml.text("text", name, "class", "name", "x", x, "y", y - 4);
                x += TextWidth.of(name, Paint.STRONG, line.strong()) + BoxSize.ASIDE;
            }
            if (!line.aside().isEmpty() && right - x > 16) {
                xml.text("text", TextWidth.fit(line.aside(), Paint.PLAIN, false, right - x), "x", x, "y", y - 4);
            }
        }
    }

    private void squares(Cells cells, double top) {
        for (int i = 0; i < cells.shown().size(); i++) {
            int row = i / Cells.ROW;
            int column = i % Cells.ROW;
            square(cells.shown().get(i), BoxSize.TEXT + column * BoxSize.STEP, top + row * BoxSize.STEP);
        }
        if (cells.more() > 0) {
            double x = BoxSize.TEXT + Cells.ROW * BoxSize.STEP + 4;
            xml.text("text", "+" + cells.more(), "x", x, "y", top + 2 * BoxSize.STEP - 4);
        }
    }

    private void square(Cells.Cell cell, double x, double y) {
        CellMark mark = cell.mark();
        xml.open("g", "transform", "translate(" + Xml.number(x) + " " + Xml.number(y) + ")");
        xml.text("title", cell.id() + (mark == null ? "" : ": " + mark.word()));
        square(mark);
        xml.close("g");
    }

    /** At the origin. */
    void square(@Nullable CellMark mark) {
        String css = mark == null ? "cell" : "cell " + mark.css();
        xml.empty("rect", "class", css, "width", BoxSize.SQUARE, "height", BoxSize.SQUARE, "rx", 2.5);
        String sign = mark == null ? "" : Glyphs.of(mark);
        if (!sign.isEmpty()) {
            xml.empty("path", "class", "sign", "d", sign);
        }
    }
}
