package io.controlnetflow.core.dag.plan;

import static io.controlnetflow.core.dag.Flows.cell;
import static io.controlnetflow.core.dag.Flows.ids;
import static io.controlnetflow.core.dag.Flows.json;
import static io.controlnetflow.core.dag.Flows.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Flows;
import io.controlnetflow.core.dag.Join;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    @Test
    void makesACellForEveryPointOfTheMatrix() {
        assertThat(ids(plan("gen: {call: 'log:a', matrix: {control: [canny, soft], seed: 1..3}}")))
                .containsExactly(
                        "gen[control=canny,seed=1]",
                        "gen[control=canny,seed=2]",
                        "gen[control=canny,seed=3]",
                        "gen[control=soft,seed=1]",
                        "gen[control=soft,seed=2]",
                        "gen[control=soft,seed=3]");
    }

    @Test
    void takesExcludedPointsOutAndIncludedOnesIn() {
        assertThat(ids(plan("""
                        gen:
                          call: log:a
                          matrix:
                            a: [1, 2]
                            b: [x, y]
                            exclude: [{a: 2, b: x}]
                            include: [{a: 7, b: z}, {a: 1, b: x}]
                        """))).containsExactly("gen[a=1,b=x]", "gen[a=1,b=y]", "gen[a=2,b=y]", "gen[a=7,b=z]");
    }

    @Test
    void refusesToExcludeEverything() {
        assertThatThrownBy(() -> plan("gen: {call: 'log:a', matrix: {a: [1], exclude: [{a: 1}]}}"))
                .hasMessage("nodes.gen.matrix.exclude: leaves no point of the matrix");
    }

    @Test
    void letsAMatrixValueThatIsAReferenceNeedOnlyItsOwnNode() {
        Plan plan = plan("""
                canny: {call: 'control-map:canny'}
                soft: {call: 'control-map:soft-edge'}
                gen: {call: 'log:a', matrix: {control: ['${canny}', '${soft.image}'], seed: [1]}}
                """);
        assertThat(cell(plan, "gen[control=canny,seed=1]").needs()).containsExactly(CellId.of("canny"));
        assertThat(cell(plan, "gen[control=soft.image,seed=1]").needs()).containsExactly(CellId.of("soft"));
    }

    @Test
    void bringsTheCoordinatesOfAReferenceInTheMatrixIntoItsOwnPoints() {
        assertThat(ids(plan("""
                        canny: {call: 'control-map:canny', matrix: {low: [50, 100]}}
                        soft: {call: 'control-map:soft-edge'}
                        gen: {call: 'log:a', matrix: {control: ['${canny}', '${soft}']}}
                        """)))
                .contains("gen[control=canny,low=50]", "gen[control=canny,low=100]", "gen[control=soft]")
                .hasSize(6);
    }

    @Test
    void zipsSharedCoordinatesAndCrossesTheOthers() {
        Plan plan = plan("""
                a: {call: 'log:a', matrix: {seed: [1, 2], scale: [5]}}
                b: {call: 'log:b', matrix: {seed: [1, 2], size: [s, m]}}
                c: {call: 'log:c', with: {x: '${a.image}', y: '${b.image}'}}
                """);
        assertThat(ids(plan).stream().filter(id -> id.startsWith("c")))
                .containsExactly(
                        "c[scale=5,seed=1,size=s]",
                        "c[scale=5,seed=1,size=m]",
                        "c[scale=5,seed=2,size=s]",
                        "c[scale=5,seed=2,size=m]");
        assertThat(cell(plan, "c[scale=5,seed=2,size=m]").needs().stream().map(CellId::toString))
                .containsExactly("a[scale=5,seed=2]", "b[seed=2,size=m]");
    }

    @Test
    void saysWhyAZipIsEmpty() {
        assertThatThrownBy(() -> plan("""
                        a: {call: 'log:a', matrix: {seed: [1, 2]}}
                        b: {call: 'log:b', matrix: {seed: [3, 4]}}
                        c: {call: 'log:c', with: {x: '${a}', y: '${b}'}}
                        """))
                .hasMessage(
                        "nodes.c: has no cells: it shares coordinates with b, and no value of them is on both sides;"
                                + " name one of them otherwise, or wait for all with [*]");
    }

    @Test
    void goesDepthFirstSoThatTheFirstPictureIsEarly() {
        assertThat(ids(plan("""
                        gen: {call: 'log:a', matrix: {seed: [1, 2]}}
                        up: {call: 'log:b', with: {image: '${gen.image}'}}
                        sheet: {call: 'log:c', with: {images: '${up[*].image}'}}
                        post: {call: 'log:d', with: {image: '${up.image}'}}
                        """)))
                .containsExactly(
                        "gen[seed=1]",
                        "up[seed=1]",
                        "gen[seed=2]",
                        "up[seed=2]",
                        "sheet",
                        "post[seed=1]",
                        "post[seed=2]");
    }

    @Test
    void waitsForAllCellsBehindABarrier() {
        Plan plan = plan("""
                gen: {call: 'log:a', matrix: {seed: [1, 2]}}
                best: {call: 'log:b', with: {images: '${gen[*].image}'}, join: {n: 2}}
                """);
        Plan.Cell best = cell(plan, "best");
        assertThat(best.needs()).isEmpty();
        assertThat(best.barriers()).singleElement().satisfies(barrier -> {
            assertThat(barrier.node()).isEqualTo("gen");
            assertThat(barrier.cells()).hasSize(2);
            assertThat(barrier.join()).isEqualTo(new Join.Count(2));
        });
        assertThat(plan.below().of(plan.cells().get(0).id())).containsExactly(CellId.of("best"));
    }

    @Test
    void givesEachOfSeveralPicturesACoordinate() {
        Plan plan = plan("""
                gen: {call: 'wavespeed:m', with: {num_images: 2, seed: '${matrix.seed}'}, matrix: {seed: [7]}}
                up: {call: 'log:b', with: {image: '${gen.image}', n: '${matrix.n}'}}
                """);
        assertThat(ids(plan)).containsExactly("gen[seed=7]", "up[n=1,seed=7]", "up[n=2,seed=7]");
        assertThat(cell(plan, "up[n=2,seed=7]").needs().iterator().next()).hasToString("gen[seed=7]");
    }

    @Test
    void refusesToCountPicturesOfPictures() {
        assertThatThrownBy(() -> plan("""
                        gen: {call: 'wavespeed:m', with: {num_images: 2}}
                        more: {call: 'wavespeed:m', with: {num_images: 3, image: '${gen.image}'}}
                        up: {call: 'log:b', with: {image: '${more.image}'}}
                        """))
                .hasMessageStartingWith("nodes.more.with.num_images: 3 pictures of each picture");
    }

    @Test
    void drawsASeedOnceAndKeepsItWithTheCell() {
        Plan plan = plan("gen: {call: 'wavespeed:m', with: {seed: -1}, matrix: {prompt: [a, b]}}");
        assertThat(plan.cells())
                .allSatisfy(cell -> assertThat(cell.seed()).isNotNull().isNotNegative());
        assertThat(plan.cells().get(0).seed()).isNotEqualTo(plan.cells().get(1).seed());
    }

    @Test
    void drawsSeedsOfAMatrixSoThatTheyAreCoordinates() {
        Plan plan = plan("gen: {call: 'wavespeed:m', with: {seed: '${matrix.seed}'}, matrix: {seed: [-1, -1, 5]}}");
        assertThat(plan.cells())
                .hasSize(3)
                .noneMatch(cell -> cell.id().toString().contains("-1"));
        assertThat(plan.cells()).allMatch(cell -> cell.seed() == null);
    }

    @Test
    void failsAPlanOfTooManyCellsWithTheWholeFigure() {
        String text = """
                dag: shoot
                limits: {cells: 500}
                nodes:
                  gen: {call: 'log:a', matrix: {a: 1..600, b: [x, y]}}
                  best: {call: 'log:b', with: {i: '${gen[*]}'}}
                """;
        assertThatThrownBy(() -> Plan.of(Flows.yaml(text), Flows.given()))
                .hasMessage("shoot: limits.cells: 500 is less than the 1,201 cells of this plan (gen 1,200, best 1);"
                        + " nothing is sent; raise it, or make the matrix smaller");
    }

    @Test
    void countsAMatrixThatIsFarTooLargeWithoutMakingIt() {
        assertThatThrownBy(() -> plan("gen: {call: 'log:a', matrix: {a: 0..999999999, b: 0..999999999}}"))
                .hasMessageContaining("at least 1,000,000,000 cells");
        assertThatThrownBy(() -> plan("gen: {call: 'log:a', matrix: {a: 1..100000, b: 1..100000}}"))
                .hasMessageContaining("at least 10,000,000,000 cells");
    }

    @Test
    void makesItemsOfAFileThatWasReadAndWaitsForOneThatWasNot() {
        Flow flow = Flows.nodes("""
                row: {call: 'log:a', each: 'csv:shots.csv', with: {sku: '${item.sku}'}}
                up: {call: 'log:b', with: {x: '${row}', again: '${item.sku}'}}
                """);
        assertThat(Plan.of(flow, Flows.given()).later())
                .containsExactly(new Plan.Later("row", "csv:shots.csv"), new Plan.Later("up", "row"));
        Plan plan = Plan.of(
                flow,
                Flows.given(NOTHING, Map.of("csv:shots.csv", List.of(json("{sku: a1}"), json("{sku: a2}"))), Map.of()));
        assertThat(ids(plan)).containsExactly("row[item=#1]", "up[item=#1]", "row[item=#2]", "up[item=#2]");
        assertThat(plan.later()).isEmpty();
    }

    @Test
    void takesAListFromAnInput() {
        Flow flow = Flows.yaml("""
                dag: shoot
                inputs: {seeds: {type: list, default: [4, 5]}}
                nodes:
                  gen: {call: 'log:a', matrix: {seed: '${seeds}'}}
                """);

        assertThat(ids(Plan.of(flow, Flows.given()))).containsExactly("gen[seed=4]", "gen[seed=5]");
        assertThat(ids(Plan.of(flow, Flows.given((ObjectNode) json("{seeds: [6]}"), Map.of(), Map.of()))))
                .containsExactly("gen[seed=6]");
    }

    @Test
    void plansCellsOfANodesListWhenItIsThere() {
        Flow flow = Flows.nodes("""
                split: {call: 'log:a', matrix: {book: [a, b]}}
                page: {call: 'log:b', each: '${split.pages}'}
                bind: {call: 'log:c', with: {pages: '${page[*]}'}}
                """);
        Plan early = Plan.of(flow, Flows.given());
        assertThat(ids(early)).containsExactly("split[book=a]", "split[book=b]");
        assertThat(early.later().stream().map(Plan.Later::node)).containsExactly("page", "bind");
        Plan late = Plan.of(
                flow,
                Flows.given(
                        NOTHING,
                        Map.of(),
                        Map.of(
                                early.cells().get(0).id(), json("{pages: [1, 2]}"),
                                early.cells().get(1).id(), json("{pages: [1]}"))));
        assertThat(ids(late))
                .containsExactly(
                        "split[book=a]",
                        "page[book=a,item=1]",
                        "page[book=a,item=2]",
                        "split[book=b]",
                        "page[book=b,item=1]",
                        "bind");
    }

    @Test
    void knowsWhatACellsReferencesMean() {
        Flow flow = Flows.nodes("""
                canny: {call: 'control-map:canny'}
                gen:
                  call: wavespeed:m
                  matrix: {control: ['${canny}'], seed: [-1]}
                  with: {control_image: '${matrix.control}', seed: '${matrix.seed}', num_images: 2}
                up: {call: 'log:b', with: {image: '${gen.image}', which: 'n${matrix.n}'}}
                sheet: {call: 'log:c', with: {images: '${gen[*].image}'}}
                """);
        Plan plan = Plan.of(flow, Flows.given());
        CellId gen = plan.cells().get(1).id();
        var outputs = Map.of(
                CellId.of("canny"),
                json("{type: image, ref: map}"),
                gen,
                json("[{type: image, ref: one}, {type: image, ref: two}]"));
        assertThat(parameters(flow, plan.cells().get(1), outputs).path("control_image"))
                .isEqualTo(json("{type: image, ref: map}"));
        Plan.Cell second = plan.cells().stream()
                .filter(c -> "2".equals(c.id().coordinates().get("n")))
                .findFirst()
                .orElseThrow();
        assertThat(parameters(flow, second, outputs)).isEqualTo(json("{image: {type: image, ref: two}, which: n2}"));
        assertThat(parameters(flow, cell(plan, "sheet"), outputs))
                .isEqualTo(json("{images: [{type: image, ref: one}, {type: image, ref: two}]}"));
    }

    private static ObjectNode parameters(Flow flow, Plan.Cell cell, Map<CellId, JsonNode> outputs) {
        return Scope.parameters(
                flow, cell, Scope.of(flow, cell, NOTHING, outputs), (path, written) -> Optional.empty());
    }
}
