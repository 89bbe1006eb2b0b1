package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Matrix;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Rules;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.model.ModelOptions;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.routes.engine.flow.NodeModels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose bytes a node's maps depend on. */
class NodeModelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NodeModels models = new NodeModels(NodeModelsTest::hash, text -> text.replace("{{best}}", "best"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "control-map:canny|{}|[]",
                "control-map:depth|{}|[\"depth null\"]",
                "control-map:depth?size=512*512&model=a%20b.onnx|{}|[\"depth a b.onnx\"]",
                "control-map:depth?model={{best}}.onnx|{}|[\"depth best.onnx\"]",
                "control-map:depth?model=a.onnx|{\"model\": \"b.onnx\"}|[\"depth b.onnx\"]",
                "control-map:depth|{\"model\": \"${matrix.m}\"}|[]",
                "control-map:soft-edge|{}|[]",
                "control-map:soft-edge|{\"model\": \"hed.onnx\", \"mean\": [0, 0, 0]}|[\"soft-edge hed.onnx\"]",
                "control-map:pose?model=gone|{}|[]",
                "control-map:depth?network=hed|{}|[]",
                "control-map:cany|{}|[]",
                "pictures:resize|{\"model\": \"a.onnx\"}|[]",
            })
    void areThoseOfTheMapThatItCalls(String uri, String with, String expected) throws Exception {
        assertThat(models.of(new Node("map", uri, json(with)), json(with))).hasToString(expected);
    }

    @Test
    void areThoseOfEveryMapInItsSteps() throws Exception {
        ArrayNode steps = (ArrayNode) JSON.readTree("""
                [{"to": "control-map:pose"},
                 {"choice": {"when": [{"simple": "${body}", "steps": [
                   {"to": {"uri": "control-map:depth", "parameters": {"model": "a.onnx"}}}, {"to": "control-map:pose"}]}]}},
                 {"to": {"uri": "log:control-map"}}]
                """);
        Node node = new Node("map", new Body.Steps(steps), json("{}"), List.of(), Matrix.NONE, null, Rules.NONE);
        assertThat(models.of(node, json("{}"))).hasToString("[\"depth a.onnx\",\"pose null\"]");
    }

    private static Optional<String> hash(ControlKind kind, ModelOptions options) {
        if ("gone".equals(options.model())) {
            throw new UnmakeableMap("gone: is missing");
        }
        return options.apply(kind) ? Optional.of(kind.text() + " " + options.model()) : Optional.empty();
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text);
    }
}
