package io.controlnetflow.core.dag.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.draw.layout.Direction;
import io.controlnetflow.core.dag.plan.CellId;
import io.controlnetflow.core.dag.plan.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class DrawingTest {
    private static final String SHOOT = """
            dag: shoot
            version: 2
            inputs:
              image: {type: image, required: true}
              prompt: {type: string, default: a & b}
            limits: {budget: {run: 0.6}}
            nodes:
              canny: {call: "control-map:canny", with: {image: "${image}"}}
              gen:
                matrix: {seed: 1..40}
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "${prompt}", control_image: "${canny}"}
              best: {call: "pictures:pick-best", with: {images: "${gen[*].image}"}}
              ok: {needs: [best], approve: {show: "${best.image}", timeout: 2h}}
              hook: {needs: [ok], call: "http:me:hunter2@example.invalid/hook?token=s3cret", optional: true}
            outputs: {image: "${best.image}"}
            """;

    @Test
    void saysWhatItIsForThoseWhoDoNotSeeIt() throws Exception {
        Document svg = DrawingPropertiesTest.parsed(svg(Map.of()));
        assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Flow shoot");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo("canny needs image. gen needs prompt, canny. best needs all of gen. ok needs best."
                        + " hook needs ok. output image needs best.");
    }

    @Test
    void namesVersionSizesAndBudget() {
        assertThat(svg(null)).contains("version 2 · 5 nodes · 44 cells · at most $0.60 a run");
    }

    @Test
    void keepsPasswordsAndOptionsOfACallToItself() {
        for (String drawing : List.of(svg(null), Drawing.mermaid(subject(null), Direction.RIGHT))) {
            assertThat(drawing)
                    .contains("http:example.invalid/hook")
                    .doesNotContain("hunter2")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void aNodeWithManyCellsIsOneBoxWithSomeOfThem() {
        assertThat(svg(null))
                .contains(">40 cells<")
                .contains(">+16<")
                .contains("gen[seed=24]")
                .doesNotContain("gen[seed=25]");
    }

    @Test
    void whatWantsAttentionIsShownThoughThereAreManyCells() {
        Map<CellId, CellMark> marks = marks(CellMark.DONE);
        marks.put(seed(38), CellMark.FAILED);
        marks.put(seed(40), CellMark.HELD);
        assertThat(svg(marks))
                .contains("gen[seed=38]: failed")
                .contains("gen[seed=40]: held")
                .contains(">38 done · 1 failed · 1 held<")
                .contains("run 1 of cat.jpg: 42 done, 1 failed, 1 held");
    }

    @Test
    void aCellOfTheRunThatNothingIsSaidOfIsToCome() {
        assertThat(svg(Map.of())).contains("canny: to come").contains("class=\"cell to-come\"");
    }

    @Test
    void theLegendExplainsWhatIsThereAndNothingElse() {
        String run = svg(marks(CellMark.RUNNING));
        assertThat(run).contains(">all cells<", ">each cell by itself<", ">only order<", ">optional<", ">running<");
        assertThat(run).doesNotContain(">failed<", ">flow of its own<", ">starts runs<", ">only order, all cells<");
    }

    @Test
    void barriersOrderOptionalAndApprovalsLookDifferent() {
        assertThat(svg(null))
                .contains("class=\"edge all\"", "class=\"edge order\"", "class=\"edge cell\"", "class=\"edge given\"")
                .contains("class=\"node call optional\"", "class=\"node approval\"", "class=\"node paid\"");
    }

    @Test
    void cellsThatAreNotKnownYetAreNotGuessed() {
        Flow flow = AnyFlow.read("""
                dag: rows
                nodes:
                  shots: {call: "log:shots"}
                  row: {each: "${shots}", call: "log:${item}"}
                  none: {each: "csv:none.csv", call: "log:none"}
                """);
        assertThat(Drawing.svg(Subject.of(flow, Plan.of(flow)), Direction.RIGHT))
                .contains(">cells come later<", "at least 1 cell");
        assertThat(Drawing.svg(Subject.of(flow), Direction.RIGHT)).doesNotContain("come later", " cell<");
        Map<String, List<CellId>> cells = Map.of("none", List.of(), "shots", List.of(CellId.of("shots")));
        assertThat(Drawing.svg(new Subject(flow, cells, Map.of(), ""), Direction.RIGHT))
                .contains(">no cells<");
    }

    @Test
    void mermaidSaysTheSame() {
        Map<CellId, CellMark> marks = marks(CellMark.DONE);
        marks.put(seed(7), CellMark.FAILED);
        assertThat(Drawing.mermaid(subject(marks), Direction.RIGHT))
                .startsWith("---\ntitle: shoot\n---\nflowchart LR\n")
                .contains("  input_prompt[/\"<b>prompt</b> string = a #38; b\"/]\n")
                .contains("  n_gen == all ==> n_best\n")
                .contains("  n_ok -.-> n_hook\n")
                .contains("  n_ok{{\"<b>ok</b><br/>a person decides#59; after 2h: no<br/>1 done\"}}\n")
                .contains("39 done<br/>1 failed")
                .contains("  class n_gen failed\n");
    }

    @Test
    void inputsOfTheSameNodesShareABox() {
        Flow flow = AnyFlow.read("""
                dag: shared
                inputs: {low: {type: integer}, high: {type: integer}, prompt: {type: string}}
                nodes:
                  map: {call: "control-map:canny", with: {low: "${low}", high: "${high}"}}
                  gen: {call: "log:gen", with: {map: "${map}", prompt: "${prompt}"}}
                """);
        Sketch sketch = Sketch.of(Subject.of(flow));
        assertThat(sketch.boxes().stream()
                        .filter(box -> box.kind() == Kind.INPUT)
                        .map(box -> List.copyOf(box.names())))
                .containsExactly(List.of("low", "high"), List.of("prompt"));
    }

    private static CellId seed(int seed) {
        return new CellId("gen", new TreeMap<>(Map.of("seed", Integer.toString(seed))));
    }

    private static Map<CellId, CellMark> marks(CellMark mark) {
        Map<CellId, CellMark> marks = new HashMap<>();
        Plan.of(AnyFlow.read(SHOOT)).cells().forEach(cell -> marks.put(cell.id(), mark));
        return marks;
    }

    private static Subject subject(@Nullable Map<CellId, CellMark> marks) {
        Flow flow = AnyFlow.read(SHOOT);
        return new Subject(flow, Subject.cells(flow, Plan.of(flow)), marks, marks == null ? "" : "run 1 of cat.jpg");
    }

    private static String svg(@Nullable Map<CellId, CellMark> marks) {
        return Drawing.svg(subject(marks), Direction.RIGHT);
    }
}
