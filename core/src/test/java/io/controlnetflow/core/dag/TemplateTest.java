package io.controlnetflow.core.dag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.dag.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final Set<String> NAMES = Set.of("prompt", "n", "random", "matrix", "item");

    private final List<String> asked = new ArrayList<>();

    private Optional<JsonNode> value(String text, Map<String, JsonNode> known) {
        return Template.value("prompt", TextNode.valueOf(text), known, NAMES, expression -> {
            asked.add(expression);
            return expression.startsWith("${nothing") ? Optional.empty() : Optional.of(IntNode.valueOf(7));
        });
    }

    @Test
    void takesAnExpressionAloneAsItIsAndWritesItIntoText() {
        assertThat(value("${random(1,9)}", Map.of())).contains(IntNode.valueOf(7));
        assertThat(value("a ${prompt}, ${random(1,9)}", Map.of("prompt", TextNode.valueOf("cat"))))
                .contains(TextNode.valueOf("a cat, 7"));
    }

    @Test
    void asksForNothingButTheExpressionsAsTheyAreWritten() {
        value("${variable.prompt.trim()} ${prompt} -- ${n} ${uuid}", Map.of("prompt", text(), "n", text()));
        assertThat(asked).containsExactly("${variable.prompt.trim()}", "${uuid}");
    }

    private static JsonNode text() {
        return TextNode.valueOf("${bean:a}");
    }

    @Property
    void aValueIsNeverReadWhateverItSays(@ForAll String prompt) {
        asked.clear();
        assertThat(value("${prompt}${uuid}${variable.prompt}", Map.of("prompt", TextNode.valueOf(prompt))))
                .contains(TextNode.valueOf(prompt + "7" + prompt));
        assertThat(asked).containsExactly("${uuid}");
    }

    @Test
    void leavesAParameterOutThatComesToNothingAndRefusesTextWithIt() {
        assertThat(value("${nothing()}", Map.of())).isEmpty();
        assertThatThrownBy(() -> value("a ${nothing()}", Map.of()))
                .hasMessage("prompt: ${nothing()} has no value; give it one, or a default");
    }

    @Test
    void namesOfTheFlowGoBeforeCamelsWords() {
        assertThat(Template.expressions("${random} ${uuid} ${prompt} ${variable.n} ${variable.other}", NAMES))
                .containsExactly("${uuid}", "${variable.other}");
        assertThat(value("${random}", Map.of("random", IntNode.valueOf(1)))).contains(IntNode.valueOf(1));
    }

    @Test
    void placeholdersAreAPartOfAnExpression() {
        assertThat(Template.expressions("on ${date:now:{{form}}}.", NAMES)).containsExactly("${date:now:{{form}}}");
    }

    @Test
    void whatAnExpressionSaysOfVariablesIsAReference() {
        assertThat(Template.references(
                        TextNode.valueOf("${variable.canny.kind()} ${variable.n} ${variables} ${variable.seed.abs()}"
                                + " ${variable.gen[*].size()} ${variable.global:x} ${date:now}"),
                        Set.of("seed")))
                .extracting(Reference::toString)
                .containsExactly("${canny}", "${n}", "${variables}", "${matrix.seed}", "${gen[*]}");
    }

    @Test
    void aNodeWaitsForWhatItsExpressionsSee() {
        Flow flow = Flows.yaml("""
                dag: shoot
                inputs: {image: {type: image}}
                nodes:
                  map: {call: "control-map:canny", with: {image: "${image}"}}
                  say: {call: "log:a", with: {text: "${variable.map.toString()}", same: "${variable.map.kind}"}}
                """);
        Plan plan = Plan.of(flow);
        assertThat(plan.cells().get(1).needs())
                .containsExactly(plan.cells().get(0).id());
        assertThat(Values.resolve(
                                flow.nodes().get(1).with(),
                                Map.of(
                                        "map",
                                        JsonNodeFactory.instance.objectNode().put("kind", "canny")))
                        .path("same")
                        .asText())
                .isEqualTo("canny");
    }
}
