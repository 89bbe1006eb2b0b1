package io.controlnetflow.core.dag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.plan.CellId;
import io.controlnetflow.core.dag.plan.Plan;
import io.controlnetflow.core.dag.plan.RunId;
import io.controlnetflow.core.job.ControlKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowTest {
    private static final Map<String, Input> INPUTS = Map.of("image", Input.required("image"));

    @Test
    void refusesAReferenceThatNamesNothingAndSaysTheNearestName() {
        assertThatThrownBy(() -> flow(node("gen", "image", "${imgae}")))
                .isInstanceOf(InvalidFlow.class)
                .hasMessage(
                        "shoot: nodes.gen.with.image: ${imgae} names neither an input nor a node; did you mean image?");
    }

    @Test
    void refusesANeedThatIsNoNode() {
        assertThatThrownBy(() -> flow(
                        node("canny", "image", "${image}"), new Node("gen", "wavespeed:m", empty(), List.of("cany"))))
                .hasMessage("shoot: nodes.gen.needs: cany is no node; did you mean canny?");
    }

    @Test
    void refusesTheSameIdTwice() {
        assertThatThrownBy(() -> flow(node("gen", "a", "1"), node("gen", "a", "2")))
                .hasMessage("shoot: nodes.gen: is there twice; give one another id");
    }

    @Test
    void refusesANodeWithAnInputsName() {
        assertThatThrownBy(() -> flow(node("image", "a", "1"))).hasMessageContaining("is the name of an input too");
    }

    @Test
    void refusesACycleAndShowsItsWholePath() {
        assertThatThrownBy(
                        () -> flow(node("a", "x", "${c.image}"), node("b", "x", "${a}"), node("c", "x", "${b.image}")))
                .hasMessage("shoot: nodes.a: needs itself: a -> c -> b -> a; take one of these references out");
    }

    @Test
    void refusesABarrierOverAnInput() {
        assertThatThrownBy(() -> flow(node("gen", "x", "${image[*]}"))).hasMessageContaining("leave [*] out");
    }

    @Test
    void findsReferencesInsideListsAndObjects() {
        ObjectNode with = empty();
        with.putArray("images").add("${a.image}").addObject().put("deep", "x ${b[*].image} y");
        assertThat(Reference.in(with))
                .containsExactly(
                        new Reference("a", false, List.of("image")), new Reference("b", true, List.of("image")));
    }

    @Test
    void readsItsOwnSnapshotBack() {
        Flow flow = BuiltIn.hotFolder(ControlKind.CANNY, "a/b");
        assertThat(Flow.ofSnapshot(flow.snapshot())).isEqualTo(flow);
    }

    @Test
    void plansTheHotFolderAsMapThenGenerate() {
        Plan plan = Plan.of(BuiltIn.hotFolder(ControlKind.CANNY, "a/b"));
        assertThat(plan.cells().stream().map(c -> c.id().toString())).containsExactly("map", "gen");
        assertThat(plan.below().of(CellId.of("map"))).containsExactly(CellId.of("gen"));
    }

    @Test
    void keepsTheIdsOfRunsThatOlderVersionsOpened() {
        ObjectNode inputs = empty().put("source", "cat.jpg").put("prompt", "a cat");
        assertThat(RunId.of("embedded", BuiltIn.hotFolder(ControlKind.CANNY, "a/b"), inputs))
                .isEqualTo("01d443f8065d361811a3081cc8c7f5bb5f77d6f7391c7c98b69f2e7f8d425a51");
        assertThat(RunId.of("embedded", BuiltIn.jobFile("a/b"), inputs))
                .isEqualTo("ff97b24d970875f76242f24192e840def1433667f83a6743618871b4b6104e05");
    }

    @Test
    void refusesALongCycleAndPlansALongWay() {
        List<Node> chain = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            chain.add(node("n" + i, "x", i == 0 ? "1" : "${n" + (i - 1) + "}"));
        }
        FlowSpec wide =
                new FlowSpec("long", 1, Map.of(), List.of(), new Limits(null, null, 5_000), Rules.NONE, Map.of());
        assertThat(Plan.of(new Flow(wide, chain)).cells()).hasSize(5_000);
        chain.set(0, node("n0", "x", "${n4999}"));
        assertThatThrownBy(() -> new Flow("long", 1, Map.of(), chain)).hasMessageContaining("needs itself");
    }

    private static Flow flow(Node... nodes) {
        return new Flow("shoot", 1, INPUTS, List.of(nodes));
    }

    private static Node node(String id, String field, String value) {
        return new Node(id, "wavespeed:m", empty().put(field, value));
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }
}
