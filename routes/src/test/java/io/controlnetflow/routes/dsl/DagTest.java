package io.controlnetflow.routes.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Durations;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Join;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flows in Java. */
class DagTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void makesTheFlowOfTheFile() throws Exception {
        Flow flow = Dag.flow("shop")
                .input("image", InputType.IMAGE)
                .input("prompt", InputType.STRING, "{{shop.prompt}}")
                .node("soft")
                .call("control-map:soft-edge")
                .with("image", "${image}")
                .node("gen")
                .matrix("seed", 11, 22)
                .matrix("control", "${soft}")
                .call("wavespeed:a/model")
                .with("prompt", "${prompt}, 50% grey")
                .with("control_image", "${matrix.control}")
                .with("seed", "${matrix.seed}")
                .retry(3)
                .node("ok")
                .needs("gen[*]")
                .approve(null, Duration.ofHours(24), Body.Otherwise.REJECT)
                .node("tell")
                .needs("ok")
                .steps("""
                        - log: "made ${gen[*].image} of ${body}"
                        - to: mock:out
                        """)
                .node("ask")
                .call("direct:ask-${prompt}")
                .output("all", "${gen[*].image}")
                .flow();
        assertThat(flow)
                .isEqualTo(ValidFlows.read(Path.of("src/test/resources/io/controlnetflow/routes/dsl/shop.dag.yaml")));
    }

    @ParameterizedTest
    @MethodSource("io.controlnetflow.routes.dsl.ValidFlows#files")
    void canSayEveryWordOfAFile(Path file) throws Exception {
        Flow flow = ValidFlows.read(file);
        Dag said = say(flow.snapshot());
        assertThat(said.flow()).isEqualTo(flow);
        try (NodeRoutes routes = new NodeRoutes()) {
            routes.camel().addRoutes(said.routes());
            assertThat(routes.flow(flow.name(), CamelYaml.of(flow))).isEqualTo(flow);
            assertThat(routes.camel().getRegistry().lookupByNameAndType(flow.name(), FlowSpec.class))
                    .isEqualTo(flow.spec());
        }
    }

    @Test
    void aBodyCanBeJavaToo() throws Exception {
        Dag dag = Dag.flow("shop")
                .input("image", InputType.IMAGE)
                .node("a")
                .with("image", "${image}")
                .with("text", "a & b + 50%")
                .steps(route -> route.to("mock:a").to("mock:b"))
                .node("b")
                .needs("a")
                .call("mock:c")
                .output("b", "${b}");
        try (NodeRoutes routes = new NodeRoutes()) {
            routes.camel().addRoutes(dag.routes());
            assertThat(routes.options("shop/a"))
                    .containsEntry("with.image", "${image}")
                    .containsEntry("with.text", "a & b + 50%");
            assertThat(routes.camel().getRouteDefinition("shop.a").getOutputs()).hasSize(2);
        }
        assertThatThrownBy(() -> CamelYaml.of(dag.flow()))
                .isInstanceOf(InvalidFlow.class)
                .hasMessage("nodes.a: has a body that is not written down; give it call, steps or approve to eject it");
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> Dag.flow("shop")
                        .node("a")
                        .call("nothing")
                        .node("b")
                        .call("log:b")
                        .retry(0)
                        .routes())
                .isInstanceOf(InvalidFlow.class)
                .hasMessageContaining("nodes.a.call: nothing is not")
                .hasMessageContaining("nodes.b.retry.max: 0 is not");
    }

    private static Dag say(JsonNode words) {
        Dag dag = Dag.flow(words.path("dag").asText())
                .version(words.path("version").asInt());
        words.path("inputs").properties().forEach(e -> {
            InputType type = InputType.of(e.getValue().path("type").asText());
            if (e.getValue().has("default")) {
                dag.input(e.getKey(), type, plain(e.getValue().path("default")));
            } else if (e.getValue().path("required").asBoolean()) {
                dag.input(e.getKey(), type);
            } else {
                dag.optionalInput(e.getKey(), type);
            }
        });
        words.path("triggers")
                .forEach(trigger -> trigger.properties().forEach(e -> dag.trigger(e.getKey(), map(e.getValue()))));
        JsonNode limits = words.path("limits");
        if (limits.has("budget")) {
            dag.budgetOfARun(limits.at("/budget/run").asDouble())
                    .budgetOfADay(limits.at("/budget/day").asDouble());
        }
        if (limits.has("cells")) {
            dag.cells(limits.path("cells").asInt());
        }
        if (words.has("defaults")) {
            dag.defaults(defaults -> rules(defaults, words.path("defaults")));
        }
        words.path("nodes").properties().forEach(e -> node(dag.node(e.getKey()), e.getValue()));
        words.path("outputs").properties().forEach(e -> dag.output(e.getKey(), plain(e.getValue())));
        return dag;
    }

    private static void node(DagNode node, JsonNode words) {
        if (words.has("call")) {
            node.call(words.path("call").asText());
        }
        if (words.has("steps")) {
            node.steps(words.path("steps").toString());
        }
        words.path("with").properties().forEach(e -> node.with(e.getKey(), plain(e.getValue())));
        words.path("needs").forEach(need -> node.needs(need.asText()));
        words.path("matrix").properties().forEach(e -> axis(node, e.getKey(), e.getValue()));
        if (words.has("each")) {
            node.each(words.path("each").asText());
        }
        JsonNode approve = words.path("approve");
        if (approve.has("timeout")) {
            node.approve(
                    approve.path("show").asText(null),
                    Durations.of(approve.path("timeout").asText()),
                    Body.Otherwise.valueOf(approve.path("otherwise").asText().toUpperCase(Locale.ROOT)));
        } else if (approve.has("show")) {
            node.approve(approve.path("show").asText());
        } else if (words.has("approve")) {
            node.approve();
        }
        if (approve.has("tell")) {
            node.tell(approve.path("tell").asText());
        }
        rules(node, words);
    }

    private static void axis(DagNode node, String name, JsonNode values) {
        if (name.equals("include")) {
            values.forEach(point -> node.include(map(point)));
        } else if (name.equals("exclude")) {
            values.forEach(point -> node.exclude(map(point)));
        } else if (values.isArray()) {
            node.matrix(name, JSON.convertValue(values, Object[].class));
        } else if (values.asText().startsWith("$")) {
            node.matrixOf(name, values.asText());
        } else {
            String[] ends = values.asText().split("\\.\\.", -1);
            node.matrixRange(name, Long.parseLong(ends[0]), Long.parseLong(ends[1]));
        }
    }

    private static void rules(RuleWords<?> said, JsonNode words) {
        if (words.has("join")) {
            said.join(
                    switch (words.path("join").asText()) {
                        case "all" -> new Join.All();
                        case "any" -> new Join.Any();
                        case "settled" -> new Join.Settled();
                        default -> new Join.Count(words.at("/join/n").asInt());
                    });
        }
        if (words.has("when")) {
            said.when(words.path("when").asText());
        }
        if (words.has("retry")) {
            said.retry(
                    words.at("/retry/max").asInt(), words.at("/retry/backoff").asText());
        }
        if (words.has("timeout")) {
            said.timeout(Durations.of(words.path("timeout").asText()));
        }
        if (words.has("cache")) {
            said.cache(words.path("cache").asBoolean());
        }
        if (words.has("optional")) {
            said.optional(words.path("optional").asBoolean());
        }
        if (words.has("publish")) {
            said.publish(words.path("publish").asBoolean());
        }
        if (words.has("repeatable")) {
            said.repeatable(words.path("repeatable").asBoolean());
        }
    }

    private static Object plain(JsonNode value) {
        return Objects.requireNonNull(JSON.convertValue(value, Object.class));
    }

    private static Map<String, Object> map(JsonNode value) {
        return JSON.convertValue(value, JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
    }
}
