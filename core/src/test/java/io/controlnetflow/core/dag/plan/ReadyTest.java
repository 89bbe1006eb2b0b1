package io.controlnetflow.core.dag.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Flows;
import io.controlnetflow.core.dag.Settled;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyTest {
    @ParameterizedTest(name = "join {0} after {1} is {2}")
    @CsvSource({
        "all, D--, waits",
        "all, DDD, goes",
        "all, DF-, skips",
        "all, DS-, skips",
        "settled, DF-, waits",
        "settled, DFS, goes",
        "settled, FFF, goes",
        "any, ---, waits",
        "any, --D, goes",
        "any, FF-, waits",
        "any, FFS, skips",
        "{n: 2}, D--, waits",
        "{n: 2}, D-D, goes",
        "{n: 2}, DF-, waits",
        "{n: 2}, DFF, skips",
        "{n: 4}, DDD, skips"
    })
    void aBarrierGoesByItsJoin(String join, String ends, String verdict) {
        Flow flow = Flows.nodes("gen: {call: 'log:a', matrix: {s: [0, 1, 2]}}\n"
                + "best: {call: 'log:b', with: {x: '${gen[*]}'}, join: " + join + "}\n"
                + "post: {call: 'log:c', with: {x: '${best}'}}\n");
        Ready.Next next =
                next(flow, "gen[s=0]=" + ends.charAt(0), "gen[s=1]=" + ends.charAt(1), "gen[s=2]=" + ends.charAt(2));
        boolean goes = next.ready().contains(CellId.of("best"));
        boolean skips = next.skipped().contains(CellId.of("best"));
        assertThat(goes ? "goes" : skips ? "skips" : "waits").isEqualTo(verdict);
        assertThat(next.skipped().contains(CellId.of("post"))).isEqualTo(skips);
    }

    @Test
    void aCellThatFailedSkipsEverythingBelowIt() {
        Flow flow = Flows.nodes("""
                a: {call: 'log:a'}
                b: {call: 'log:b', with: {x: '${a}'}}
                c: {call: 'log:c', needs: [b]}
                d: {call: 'log:d'}
                """);
        Ready.Next next = next(flow, "a=F");
        assertThat(next.skipped()).containsExactly(CellId.of("b"), CellId.of("c"));
        assertThat(next.ready()).containsExactly(CellId.of("d"));
    }

    @Test
    void whatNeedsAnOptionalNodeGoesOnWithoutIt() {
        Flow flow = Flows.nodes("""
                a: {call: 'log:a', optional: true}
                b: {call: 'log:b', needs: [a]}
                c: {call: 'log:c', with: {x: '${a[*]}'}}
                """);
        assertThat(next(flow, "a=F").ready()).containsExactly(CellId.of("b"), CellId.of("c"));
    }

    @Test
    void aSkippedCellSkipsWhatNeedsItEvenWhenItIsOptional() {
        Flow flow = Flows.nodes("""
                a: {call: 'log:a', optional: true}
                b: {call: 'log:b', needs: [a]}
                """);
        assertThat(next(flow, "a=S").skipped()).containsExactly(CellId.of("b"));
    }

    @Test
    void takesOptionalFromTheDefaultsToo() {
        Flow flow = Flows.yaml("""
                dag: x
                defaults: {optional: true}
                nodes:
                  a: {call: 'log:a'}
                  b: {call: 'log:b', needs: [a]}
                """);
        assertThat(next(flow, "a=F").ready()).containsExactly(CellId.of("b"));
    }

    @Test
    void whatHasBegunIsNotBegunAgain() {
        Flow flow = Flows.nodes("""
                a: {call: 'log:a'}
                b: {call: 'log:b'}
                """);
        assertThat(Ready.next(flow, Plan.of(flow), Set.of(CellId.of("a")), Map.of())
                        .ready())
                .containsExactly(CellId.of("b"));
    }

    private static Ready.Next next(Flow flow, String... ends) {
        Plan plan = Plan.of(flow);
        Map<CellId, Settled> settled = new LinkedHashMap<>();
        for (String end : ends) {
            CellId id = Flows.cell(plan, end.substring(0, end.length() - 2)).id();
            switch (end.charAt(end.length() - 1)) {
                case 'D' -> settled.put(id, Settled.DONE);
                case 'F' -> settled.put(id, Settled.FAILED);
                case 'S' -> settled.put(id, Settled.SKIPPED);
                default -> {}
            }
        }
        return Ready.next(flow, plan, Set.of(), settled);
    }
}
