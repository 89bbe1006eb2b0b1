package io.controlnetflow.routes.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.routes.engine.run.FlowBench;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskingTest {
    @Test
    void whatACellReadsWhenItStartsIsOpenUntilThen() {
        Node node = FlowBench.read("""
                        dag: shoot
                        inputs: {prompt: {type: string}, size: {type: string}}
                        nodes:
                          gen:
                            call: "wavespeed:a/model"
                            with: {prompt: "${prompt} at ${date:now:HH}", seed: "${random(1,9)}", size: "${size}", list: ["${uuid}"]}
                        """).nodes().get(0);
        Asking asking = Asking.of(
                node,
                Map.of("prompt", TextNode.valueOf("a cat"), "size", TextNode.valueOf("1k")),
                Set.of("prompt", "size"),
                Map.of());
        assertThat(asking.known().toString()).isEqualTo("{\"size\":\"1k\"}");
        assertThat(asking.open())
                .containsExactly(
                        Map.entry("prompt", "${prompt} at ${date:now:HH}"),
                        Map.entry("seed", "${random(1,9)}"),
                        Map.entry("list", "[\"${uuid}\"]"));
    }
}
