package io.controlnetflow.core.dag.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlanPropertiesTest {
    @Property(tries = 300)
    void everyNodeIsPlannedOnceAndAfterWhatItNeeds(@ForAll("flows") Flow flow) {
        Plan plan = Plan.of(flow);
        Set<CellId> seen = new HashSet<>();
        for (Plan.Cell cell : plan.cells()) {
            assertThat(seen).containsAll(cell.needs());
            cell.barriers().forEach(barrier -> assertThat(seen).containsAll(barrier.cells()));
            assertThat(seen.add(cell.id())).isTrue();
        }
        assertThat(seen).hasSize(flow.nodes().size());
    }

    @Property(tries = 300)
    void nothingIsReadyBeforeItsNeedsAndEverythingIsInTheEnd(@ForAll("flows") Flow flow, @ForAll long chance) {
        Plan plan = Plan.of(flow);
        Random random = new Random(chance);
        Set<CellId> begun = new HashSet<>();
        Set<CellId> done = new HashSet<>();
        List<CellId> running = new ArrayList<>();
        while (done.size() < plan.cells().size()) {
            List<CellId> ready = Ready.next(plan, begun, done);
            for (CellId id : ready) {
                Plan.Cell cell = plan.cells().stream()
                        .filter(c -> c.id().equals(id))
                        .findFirst()
                        .orElseThrow();
                assertThat(done).containsAll(cell.needs());
                cell.barriers().forEach(barrier -> assertThat(done).containsAll(barrier.cells()));
                assertThat(begun).doesNotContain(id);
                begun.add(id);
                running.add(id);
            }
            assertThat(running).isNotEmpty();
            done.add(running.remove(random.nextInt(running.size())));
        }
    }

    @Property(tries = 100)
    void theSnapshotKeepsTheFlow(@ForAll("flows") Flow flow) {
        assertThat(Flow.ofSnapshot(flow.snapshot())).isEqualTo(flow);
    }

    /** Flows whose nodes refer to earlier ones, written in any order. */
    @Provide
    Arbitrary<Flow> flows() {
        return Arbitraries.longs().map(PlanPropertiesTest::flow);
    }

    private static Flow flow(long chance) {
        Random random = new Random(chance);
        int size = 1 + random.nextInt(12);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ObjectNode with = JsonNodeFactory.instance.objectNode();
            List<String> needs = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                switch (random.nextInt(6)) {
                    case 0 -> with.put("p" + j, "${n" + j + ".image}");
                    case 1 -> with.put("q" + j, "all of ${n" + j + "[*]}");
                    case 2 -> needs.add("n" + j);
                    default -> {}
                }
            }
            nodes.add(new Node("n" + i, "wavespeed:m", with, needs));
        }
        Collections.shuffle(nodes, random);
        return new Flow("any", 1, Map.of(), nodes);
    }
}
