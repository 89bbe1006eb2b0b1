package io.controlnetflow.core.dag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EdgeTest {
    @Test
    void aReferenceIsAnEdgeAndAStarMakesItABarrier() {
        assertThat(Flows.nodes("""
                                a: {call: "log:a"}
                                b: {call: "log:${a.name}", with: {x: "${a[*].image} and ${a}"}}
                                """).edges())
                .containsExactly(new Edge("a", "b", false, false), new Edge("a", "b", true, false));
    }

    @Test
    void whereAValueGoesOrderNeedsNoEdgeOfItsOwn() {
        assertThat(Flows.nodes("""
                                a: {call: "log:a"}
                                b: {needs: [a, "a[*]"], call: "log:b", with: {x: "${a}"}}
                                """).edges())
                .containsExactly(new Edge("a", "b", false, false), new Edge("a", "b", true, true));
    }

    @Test
    void inputsPointsAndListsAreEdgesToo() {
        assertThat(Flows.yaml("""
                                dag: shoot
                                inputs: {seeds: {type: list, required: true}}
                                nodes:
                                  a: {call: "log:a"}
                                  b: {matrix: {via: ["${a[*]}", 1], seed: "${seeds}"}, call: "log:b", when: "${body} == 1"}
                                """).edges())
                .containsExactly(new Edge("a", "b", true, false), new Edge("seeds", "b", false, false));
    }
}
