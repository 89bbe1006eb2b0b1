package io.controlnetflow.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.Limits;
import io.controlnetflow.core.dag.Rules;
import io.controlnetflow.routes.engine.Bench;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines written as routes. */
class DagTest {
    private static final String MODEL = "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Bench bench;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private CamelContext camel() {
        return bench.camel();
    }

    private FlowSpec spec(String name, Map<String, String> outputs) {
        Map<String, com.fasterxml.jackson.databind.JsonNode> named = new LinkedHashMap<>();
        outputs.forEach((key, value) -> named.put(key, JSON.valueToTree(value)));
        Map<String, Input> inputs = new LinkedHashMap<>();
        inputs.put("image", Input.required("image"));
        inputs.put("prompt", Input.optional("string", JSON.valueToTree("a red shoe")));
        FlowSpec spec = new FlowSpec(name, 1, inputs, List.of(), Limits.NONE, Rules.NONE, named);
        camel().getRegistry().bind(name, FlowSpec.class, spec);
        return spec;
    }

    private void shoot() throws Exception {
        spec("shoot", Map.of("pictures", "${gen[*].image}", "count", "${count}"));
        camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("dag:shoot/map?with.image=${image}").to("control-map:canny");
                from("dag:shoot/gen?with.control_image=${map}&with.prompt=${prompt}&with.size=256*256"
                                + "&matrix.seed=[1,2,3]&with.seed=${matrix.seed}")
                        .to(MODEL);
                from("dag:shoot/count?needs=gen[*]").process(e -> {
                    seen.add(String.valueOf(e.getVariable("gen", List.class).size()));
                    e.getMessage().setBody(e.getVariable("gen", List.class).size());
                });
            }
        });
    }

    @Test
    void answersWithTheOutputsAndPaysForEachCellOnce() throws Exception {
        shoot();
        Map<?, ?> outputs = camel().createProducerTemplate().requestBody("dag:shoot", Bench.picture(1), Map.class);
        assertThat(outputs.get("count")).isEqualTo(3);
        assertThat((List<?>) outputs.get("pictures")).hasSize(3).allMatch(File.class::isInstance);
        assertThat(bench.server().audit().accepted()).isEqualTo(3);

        camel().createProducerTemplate().requestBody("dag:shoot", Bench.picture(1), Map.class);
        assertThat(bench.server().audit().accepted())
                .as("the same inputs are the same run")
                .isEqualTo(3);
        assertThat(seen).containsExactly("3");
    }
}
