package io.controlnetflow.core.dag;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Processor time, not the clock's: the machine may be busy. The bounds are lax beside the aim of 2 s and 512 MB. */
class LargePlanTest {
    private static final int CELLS = 100_000;
    private static final long MB = 1 << 20;

    @Test
    void plansAHundredThousandCells() {
        Flow flow = Flows.yaml("""
                dag: large
                limits: {cells: 100000}
                nodes:
                  gen: {call: 'wavespeed:m', matrix: {scale: 1..50, seed: 1..999}, with: {seed: '${matrix.seed}'}}
                  up: {call: 'log:b', with: {image: '${gen.image}'}}
                  best: {call: 'log:c', matrix: {by: 1..100}, with: {images: '${up[*].image}'}}
                """);
        long before = used();
        long start = cpu();
        Plan plan = Plan.of(flow);
        Ready.Next next = Ready.next(flow, plan, Set.of(), Map.of());
        double seconds = (cpu() - start) / 1e9;
        long kept = (used() - before) / MB;
        System.out.printf(
                "planned %,d cells in %.2f s of processor time; the plan takes %d MB%n", CELLS, seconds, kept);
        assertThat(plan.cells()).hasSize(CELLS);
        assertThat(plan.cells().stream().map(Plan.Cell::id).collect(Collectors.toSet()))
                .hasSize(CELLS);
        assertThat(next.ready()).hasSize(49_950);
        assertThat(seconds).isLessThan(6);
        assertThat(kept).isLessThan(300);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
