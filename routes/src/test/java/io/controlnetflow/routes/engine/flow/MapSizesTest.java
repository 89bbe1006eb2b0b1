package io.controlnetflow.routes.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.text.FlowReader;
import io.controlnetflow.core.dag.text.Reading;
import org.junit.jupiter.api.Test;

class MapSizesTest {
    private static final String FLOW = """
            dag: shoot
            inputs: {image: {type: image}, size: {type: string, default: "512*768"}}
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}"OWN}}
              gen: {call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0", with: {control_image: "${map}", prompt: a, SIZE}}
              more: {call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0", with: {control_image: "${map}", prompt: b, OTHER}}
            """;

    @Test
    void areThoseOfThePicturesThatAreMadeByThem() {
        assertThat(size("size: \"768*512\"", "size: \"768*512\"")).isEqualTo("768*512");
        assertThat(size("size: \"${size}\"", "size: \"512*768\"")).isEqualTo("512*768");
    }

    @Test
    void areLeftToTheMapWhereItSaysOneAndWherePicturesDiffer() {
        assertThat(size("size: \"768*512\"", "size: \"512*512\"")).isEmpty();
        assertThat(size("seed: 1", "seed: 2")).isEmpty();
        assertThat(size("size: \"768*512\"", "seed: 2")).isEmpty();
        assertThat(size("size: \"768*512\"", "size: \"768*512\"", ", size: original"))
                .isEqualTo("original");
    }

    private static String size(String first, String second) {
        return size(first, second, "");
    }

    private static String size(String first, String second, String own) {
        String text = FLOW.replace("SIZE", first).replace("OTHER", second).replace("OWN", own);
        Flow flow = ((Reading.Good) FlowReader.read("shoot.dag.yaml", text)).flow();
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        ObjectNode with = flow.node("map").orElseThrow().with().deepCopy();
        return MapSizes.with(flow, flow.node("map").orElseThrow(), none, with)
                .path("size")
                .asText();
    }
}
