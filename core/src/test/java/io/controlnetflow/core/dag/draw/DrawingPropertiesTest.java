package io.controlnetflow.core.dag.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.dag.Edge;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.draw.layout.Direction;
import io.controlnetflow.core.dag.plan.CellId;
import io.controlnetflow.core.dag.plan.Plan;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DrawingPropertiesTest {
    @Property(tries = 200)
    void everyEdgeOfTheFlowIsThereOnce(@ForAll long chance) {
        Flow flow = AnyFlow.of(chance);
        Sketch sketch = Sketch.of(Subject.of(flow));
        List<Edge> drawn = new ArrayList<>();
        for (Arrow arrow : sketch.arrows()) {
            Box from = sketch.boxes().get(arrow.from());
            Box to = sketch.boxes().get(arrow.to());
            if (!to.kind().isEnd() && from.kind() != Kind.TRIGGER) {
                from.names().forEach(name -> to.names()
                        .forEach(node -> drawn.add(new Edge(
                                name,
                                node,
                                arrow.look().isBarrier(),
                                arrow.look().isOrder()))));
            }
        }
        assertThat(drawn).containsExactlyInAnyOrderElementsOf(flow.edges());
        assertThat(sketch.arrows()).doesNotHaveDuplicates();
    }

    @Property(tries = 200)
    void everyNodeInputAndOutputIsThereOnce(@ForAll long chance) {
        Flow flow = AnyFlow.of(chance);
        List<String> expected = new ArrayList<>(flow.inputs().keySet());
        flow.nodes().forEach(node -> expected.add(node.id()));
        expected.addAll(flow.spec().outputs().keySet());
        List<String> drawn = new ArrayList<>();
        Sketch.of(Subject.of(flow)).boxes().forEach(box -> drawn.addAll(box.names()));
        assertThat(drawn).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Property(tries = 100)
    void aDrawingIsXmlWithEveryBoxAndArrow(@ForAll long chance) throws Exception {
        Subject subject = subject(chance);
        Sketch sketch = Sketch.of(subject);
        for (Direction direction : Direction.values()) {
            Document svg = parsed(Drawing.svg(subject, direction));
            assertThat(count(svg, "node ")).isEqualTo(sketch.boxes().size());
            assertThat(count(svg, "edge "))
                    .isEqualTo(sketch.arrows().size()
                            + sketch.arrows().stream()
                                    .map(Arrow::look)
                                    .distinct()
                                    .count());
        }
    }

    @Property(tries = 50)
    void theSameFlowIsAlwaysDrawnTheSame(@ForAll long chance) {
        Subject one = subject(chance);
        Subject same = subject(chance);
        for (Direction direction : Direction.values()) {
            assertThat(Drawing.svg(one, direction)).isEqualTo(Drawing.svg(same, direction));
        }
        assertThat(Drawing.mermaid(one, Direction.RIGHT)).isEqualTo(Drawing.mermaid(same, Direction.RIGHT));
    }

    @Property(tries = 200)
    void mermaidHasEveryBoxAndArrowUnderANameOfItsOwn(@ForAll long chance) {
        Subject subject = subject(chance);
        Sketch sketch = Sketch.of(subject);
        List<String> lines = Drawing.mermaid(subject, Direction.DOWN).lines().toList();
        List<String> names = lines.stream()
                .filter(line -> line.matches("  [a-z]\\w*[\\[({]+[/\\\\]?\"[^\"]*\"[/\\\\]?[\\])}]+"))
                .map(line -> line.strip().replaceFirst("\\W.*", ""))
                .toList();
        List<String> arrows = lines.stream()
                .filter(line -> line.matches("  \\w+ (-->|== all ==>|-\\.->|-\\. all \\.->) \\w+"))
                .toList();
        assertThat(names).hasSize(sketch.boxes().size()).doesNotHaveDuplicates();
        assertThat(arrows).hasSize(sketch.arrows().size()).doesNotHaveDuplicates();
        assertThat(arrows).allSatisfy(line -> assertThat(names)
                .contains(line.strip().replaceFirst(" .*", ""), line.replaceFirst(".* ", "")));
    }

    /** A flow, and mostly a run of it that stands somewhere. */
    private static Subject subject(long chance) {
        Flow flow = AnyFlow.of(chance);
        Plan plan;
        try {
            plan = Plan.of(flow);
        } catch (InvalidFlow e) {
            return Subject.of(flow);
        }
        Random random = new Random(chance);
        Map<CellId, CellMark> marks = new HashMap<>();
        CellMark[] all = CellMark.values();
        plan.cells().forEach(cell -> marks.put(cell.id(), all[random.nextInt(all.length)]));
        return random.nextInt(4) == 0
                ? Subject.of(flow, plan)
                : new Subject(flow, Subject.cells(flow, plan), marks, "run <1> & more");
    }

    static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static int count(Document svg, String css) {
        NodeList groups = svg.getElementsByTagName("g");
        int count = 0;
        for (int i = 0; i < groups.getLength(); i++) {
            count += ((Element) groups.item(i)).getAttribute("class").startsWith(css) ? 1 : 0;
        }
        return count;
    }
}
