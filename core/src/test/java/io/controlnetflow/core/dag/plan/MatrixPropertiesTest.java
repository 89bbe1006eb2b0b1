package io.controlnetflow.core.dag.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.dag.Durations;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Flows;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class MatrixPropertiesTest {
    private static final String[] NAMES = {"a", "b", "c"};
    private static final List<Settled> ENDS = List.of(Settled.DONE, Settled.FAILED, Settled.SKIPPED);

    @Property(tries = 300)
    void joiningByIndexIsJoiningPairByPair(@ForAll long chance) {
        Random random = new Random(chance);
        List<Row> left = rows(random);
        List<Row> right = rows(random);
        RowIndex index = new RowIndex(right);
        for (Row one : left) {
            List<Integer> pairs = new ArrayList<>();
            for (int i = 0; i < right.size(); i++) {
                Row other = right.get(i);
                if (other.at().entrySet().stream()
                        .allMatch(e -> e.getValue().equals(one.at().getOrDefault(e.getKey(), e.getValue())))) {
                    pairs.add(i);
                }
            }
            assertThat(index.matches(one)).isEqualTo(pairs);
        }
    }

    @Property(tries = 200)
    void everyNeedIsInThePlanBeforeItsCellAndAgreesWithIt(@ForAll long chance) {
        Plan plan;
        try {
            plan = Plan.of(flow(new Random(chance)), Flows.given());
        } catch (InvalidFlow e) {
            assertThat(e).hasMessageMatching("(?s).*(has no cells|leaves no point|limits.cells).*");
            return;
        }
        Set<CellId> before = new HashSet<>();
        for (Plan.Cell cell : plan.cells()) {
            assertThat(before).containsAll(cell.needs());
            cell.barriers().forEach(barrier -> assertThat(before).containsAll(barrier.cells()));
            cell.needs().forEach(need -> assertThat(cell.id().coordinates()).containsAllEntriesOf(need.coordinates()));
            assertThat(before.add(cell.id())).isTrue();
        }
    }

    @Property(tries = 200)
    void everyRunEndsWithEachCellSettledOnce(@ForAll long chance) {
        Random random = new Random(chance);
        Flow flow;
        Plan plan;
        try {
            flow = flow(random);
            plan = Plan.of(flow, Flows.given());
        } catch (InvalidFlow e) {
            return;
        }
        Map<CellId, Settled> settled = new HashMap<>();
        Set<CellId> running = new HashSet<>();
        while (settled.size() < plan.cells().size()) {
            Ready.Next next = Ready.next(flow, plan, running, settled);
            next.skipped()
                    .forEach(id -> assertThat(settled.put(id, Settled.SKIPPED)).isNull());
            next.ready().forEach(id -> assertThat(running.add(id)).isTrue());
            assertThat(next.skipped().size() + running.size()).isPositive();
            if (!running.isEmpty()) {
                CellId id = new ArrayList<>(running).get(random.nextInt(running.size()));
                running.remove(id);
                assertThat(settled.put(id, ENDS.get(random.nextInt(ENDS.size()))))
                        .isNull();
            }
        }
    }

    @Property(tries = 200)
    void theSnapshotKeepsMatrices(@ForAll long chance) {
        Flow flow = flow(new Random(chance));
        assertThat(Flow.ofSnapshot(flow.snapshot())).isEqualTo(flow);
    }

    @Property
    void durationsAreReadAsTheyAreWritten(@ForAll @LongRange(min = 1, max = 999_999_999) long ms) {
        assertThat(Durations.of(Durations.text(Duration.ofMillis(ms)))).isEqualTo(Duration.ofMillis(ms));
    }

    private static List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        int size = random.nextInt(12);
        for (int i = 0; i < size; i++) {
            Row row = Row.START;
            for (String name : NAMES) {
                if (random.nextBoolean()) {
                    int value = random.nextInt(3);
                    row = row.and(name, Integer.toString(value), JsonNodeFactory.instance.numberNode(value));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    /** Up to six nodes, each with a small matrix and references of all kinds to earlier ones. */
    private static Flow flow(Random random) {
        StringBuilder text = new StringBuilder();
        int size = 1 + random.nextInt(6);
        for (int i = 0; i < size; i++) {
            text.append("n").append(i).append(":\n  call: log:a\n");
            List<String> with = new ArrayList<>();
            List<String> points = new ArrayList<>();
            boolean barrier = false;
            for (int j = 0; j < i; j++) {
                switch (random.nextInt(6)) {
                    case 0 -> with.add("p" + j + ": '${n" + j + "}'");
                    case 1 -> {
                        with.add("q" + j + ": '${n" + j + "[*].image}'");
                        barrier = true;
                    }
                    case 2 -> points.add("'${n" + j + "}'");
                    default -> {}
                }
            }
            if (random.nextInt(3) == 0) {
                text.append("  matrix: {").append(NAMES[random.nextInt(3)]).append(": ");
                text.append(random.nextBoolean() ? "1.." + (1 + random.nextInt(3)) : "[1, 2]");
                text.append(points.isEmpty() ? "" : ", via" + i + ": " + points).append("}\n");
            }
            text.append("  with: {").append(String.join(", ", with)).append("}\n");
            if (barrier && random.nextBoolean()) {
                text.append("  join: ")
                        .append(List.of("any", "settled", "{n: 2}", "all").get(random.nextInt(4)))
                        .append("\n");
            }
            text.append(random.nextInt(4) == 0 ? "  optional: true\n" : "");
        }
        return Flows.nodes(text.toString());
    }
}
