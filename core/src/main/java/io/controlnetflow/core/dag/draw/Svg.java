package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.draw.layout.Direction;
import io.controlnetflow.core.dag.draw.layout.Graph;
import io.controlnetflow.core.dag.draw.layout.Layout;
import io.controlnetflow.core.dag.draw.layout.Point;
import io.controlnetflow.core.dag.draw.layout.Rect;
import java.util.ArrayList;
import java.util.List;

/** A sketch on paper. */
final class Svg {
    private static final double MARGIN = 24;
    private static final double HEAD = 66;
    private static final double HEAD_LINE = 18;
    private static final double LEAST_WIDTH = 400;

    private final Subject subject;
    private final Sketch sketch;
    private final List<BoxSize> sizes;
    private final Layout layout;
    private final Xml xml = new Xml();

    Svg(Subject subject, Direction direction) {
        this.subject = subject;
        this.sketch = Sketch.of(subject);
        this.sizes = sketch.boxes().stream().map(BoxSize::of).toList();
        this.layout = Layout.of(graph(), direction);
    }

    private Graph graph() {
        List<Graph.Vertex> vertices = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            Box box = sketch.boxes().get(i);
            BoxSize size = sizes.get(i);
            vertices.add(new Graph.Vertex(size.width(), size.height(), sketch.floor(box), box.kind() == Kind.OUTPUT));
        }
        List<Graph.Link> links = sketch.arrows().stream()
                .map(arrow ->
                        new Graph.Link(arrow.from(), arrow.to(), arrow.look().css()))
                .toList();
        return new Graph(vertices, links);
    }

    String text() {
        String name = subject.flow().name();
        String run = Headline.run(subject);
        SvgLegend legend = new SvgLegend(xml, sketch, subject.marks() != null);
        double inner = Math.max(layout.width(), LEAST_WIDTH);
        double top = HEAD + (run.isEmpty() ? 0 : HEAD_LINE) + MARGIN / 2;
        double signs = top + layout.height() + MARGIN * 1.5;
        double height = signs + legend.lines(inner) * SvgLegend.LINE + MARGIN / 2;
        double width = inner + 2 * MARGIN;
        xml.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                Paint.NAME,
                "role",
                "img",
                "width",
                width,
                "height",
                height,
                "viewBox",
                "0 0 " + Xml.number(width) + " " + Xml.number(height));
        xml.text("title", "Flow " + name);
        xml.text("desc", Headline.description(sketch));
        xml.text("style", Paint.CSS);
        xml.empty("rect", "class", "paper", "x", 0.5, "y", 0.5, "width", width - 1, "height", height - 1, "rx", 12.0);
        heading(name, Headline.facts(subject), run, inner);
        double left = MARGIN + (inner - layout.width()) / 2;
        xml.open("g", "transform", "translate(" + Xml.number(left) + " " + Xml.number(top) + ")");
        arrows();
        boxes();
        xml.close("g");
        legend.draw(MARGIN, signs, inner);
        return xml.close("svg").toString();
    }

    private void heading(String name, String facts, String run, double most) {
        xml.text("text", TextWidth.fit(name, Paint.TITLE, true, most), "class", "title", "x", MARGIN, "y", 36.0);
        double y = 36;
        for (String line : run.isEmpty() ? List.of(facts) : List.of(facts, run)) {
            y += HEAD_LINE;
            xml.text("text", TextWidth.fit(line, Paint.PLAIN, false, most), "x", MARGIN, "y", y);
        }
    }

    /** Those that wait for all cells lie on top. */
    private void arrows() {
        for (Arrow.Look look : Arrow.Look.values()) {
            for (int i = 0; i < sketch.arrows().size(); i++) {
                Arrow arrow = sketch.arrows().get(i);
                if (arrow.look() == look) {
                    List<Point> curve = layout.curves().get(i);
                    String title = Headline.name(sketch, arrow.from()) + " → " + Headline.name(sketch, arrow.to())
                            + ": " + look.words();
                    new SvgArrow(xml).draw(look, curve, title);
                }
            }
        }
    }

    private void boxes() {
        for (int i = 0; i < sizes.size(); i++) {
            Rect place = layout.boxes().get(i);
            new SvgBox(xml).draw(sketch.boxes().get(i), sizes.get(i), place);
        }
    }
}
