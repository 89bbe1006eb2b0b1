package io.controlnetflow.core.dag.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Source;
import io.controlnetflow.core.dag.word.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeWordsTest {
    private static final Body BODY = new Body.Call("direct:a");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(strings = {"shoot", "every-word"})
    void keepsEveryNodeOfAFile(String name) throws IOException {
        Path file = Path.of("src/test/resources/io/controlnetflow/core/dag/valid/" + name + ".dag.yaml");
        Flow flow = ((Reading.Good) FlowReader.read("x", Files.readString(file))).flow();
        for (Node node : flow.nodes()) {
            assertThat(again(node)).isEqualTo(node);
        }
    }

    @Property(tries = 500)
    void keepsEveryNode(@ForAll("nodes") Node node) {
        Node again = again(node);
        assertThat(again).isEqualTo(node);
        assertThat(again.matrix().names())
                .containsExactlyElementsOf(node.matrix().names());
    }

    @Property(tries = 1000)
    void keepsEveryText(@ForAll String text) {
        assertThat(OptionText.read(OptionText.write(JSON.textNode(text)))).isEqualTo(JSON.textNode(text));
    }

    @Property(tries = 1000)
    void keepsEveryTextOfMarks(@ForAll("marks") String text) {
        assertThat(OptionText.read(OptionText.write(JSON.textNode(text)))).isEqualTo(JSON.textNode(text));
        JsonNode inside = JSON.objectNode().set(text, JSON.arrayNode().add(text));
        assertThat(OptionText.read(OptionText.write(inside))).isEqualTo(inside);
    }

    @Test
    void writesWhatAPersonWouldWrite() {
        Node node = Node.ofWords(
                "gen",
                BODY,
                json("{needs: [map, 'sheet[*]'], matrix: {size: ['1024*1024', 512], control: ['${canny}', '${soft}'],"
                        + " seed: 1..3, exclude: [{seed: 2}]}, with: {prompt: '${prompt}', lora: [{path: a, scale: 0.8}],"
                        + " id: '12'}, join: {n: 2}, retry: {max: 3, backoff: 2s..60s}, timeout: 10m, cache: false}"));
        assertThat(NodeWords.options(node).entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()))
                .containsExactly(
                        "needs: map,sheet[*]",
                        "matrix: size,control,seed",
                        "matrix.size: [\"1024*1024\", 512]",
                        "matrix.control: [\"${canny}\", \"${soft}\"]",
                        "matrix.seed: 1..3",
                        "exclude: [{seed: 2}]",
                        "join: {n: 2}",
                        "with.prompt: ${prompt}",
                        "with.lora: [{path: a, scale: 0.8}]",
                        "with.id: \"12\"",
                        "retry.max: 3",
                        "retry.backoff: 2s..1m",
                        "timeout: 10m",
                        "cache: false");
    }

    @Test
    void readsWhatAPersonWouldWrite() {
        Node node = NodeWords.node(
                "gen",
                Map.of(
                        "with.prompt",
                        "a photo: [red] of a cat",
                        "matrix.seed",
                        "[1,2]",
                        "needs",
                        "a , b",
                        "cache",
                        false),
                BODY);
        assertThat(node.with().path("prompt").asText()).isEqualTo("a photo: [red] of a cat");
        assertThat(node.matrix().axes().get("seed"))
                .isEqualTo(new Source.Listed(List.of(JSON.numberNode(1), JSON.numberNode(2))));
        assertThat(node.needs()).containsExactly("a", "b");
        assertThat(node.rules().cache()).isFalse();
    }

    @Test
    void anApprovalIsTheBodyOfItsOneStep() {
        Node node = NodeWords.node("ok", Map.of("approve.show", "${best}"), new Body.Call(NodeWords.APPROVE));
        assertThat(node.body()).isEqualTo(new Body.Approve("${best}", null, Body.Otherwise.REJECT, null));
        assertThat(NodeWords.node("ok", Map.of(), new Body.Call(NodeWords.APPROVE))
                        .body())
                .isEqualTo(new Body.Approve(null, null, Body.Otherwise.REJECT, null));
        assertThat(problems(Map.of("approve.show", "${best}")))
                .containsExactly(
                        "approve.show: has a meaning only for a route whose one step is to: dag:approve; leave it out");
    }

    @Test
    void namesTheOptionThatIsWrong() {
        assertThat(problems(Map.of("neds", "a"))).containsExactly("neds: is no option of a node; did you mean needs?");
        assertThat(problems(new TreeMap<>(Map.of("retry.max", "many", "timeout", "soon"))))
                .containsExactly(
                        "retry.max: many is not a whole number from 1 to 100",
                        "timeout: soon is not a duration such as 30s, 10m or 24h");
        assertThat(problems(Map.of("matrix.seed", "[1, 1]")))
                .containsExactly("matrix.seed[1]: 1 is there twice; each value makes one point");
        assertThat(problems(Map.of("matrix.seed", "[1, 2]", "include", "[{sed: 1}]")))
                .containsExactly("include[0].sed: is no name of this matrix; did you mean seed?");
        assertThat(problems(Map.of("with.a", "[1, : 2]")).get(0))
                .startsWith("with.a: [1, : 2] cannot be read as YAML: ");
        assertThat(problems(Map.of("matrix.a", "1..2", "matrix", "b")))
                .containsExactly(
                        "matrix: b does not name each matrix.NAME once; write the names in their order, as in a");
    }

    @Test
    void readsASpecAndSaysWhereItIsWrong() {
        FlowSpec spec = FlowSpecText.of("dag: shoot\ninputs:\n  image: {type: image, required: true}\n");
        assertThat(spec.inputs()).containsOnlyKeys("image");
        assertThat(FlowSpec.ofWords(spec.words())).isEqualTo(spec);
        assertThatThrownBy(() -> FlowSpecText.of("dag: shoot\ninput: {}\nversion: 0\n"))
                .isInstanceOf(InvalidFlow.class)
                .hasMessage("shoot: line 2, column 1: input: is no word of a flow's spec; did you mean inputs?\n"
                        + "shoot: line 3, column 1: version: 0 is not a whole number from 1 to 2147483647");
    }

    private static List<String> problems(Map<String, Object> options) {
        try {
            return List.of(NodeWords.node("a", options, BODY).toString());
        } catch (InvalidFlow e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    /** Camel sorts the options of an endpoint. */
    private static Node again(Node node) {
        Body body = node.body() instanceof Body.Approve ? new Body.Call(NodeWords.APPROVE) : node.body();
        return NodeWords.node(node.id(), new TreeMap<>(NodeWords.options(node)), body);
    }

    private static ObjectNode json(String yaml) {
        try {
            return (ObjectNode) TreeReader.value(yaml);
        } catch (Unreadable e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Provide
    Arbitrary<String> marks() {
        return Arbitraries.strings()
                .withChars("{}[]:,-\"'#&*!|>%@`$ \n\t0a.~<=+\\/é\u0085\u2028")
                .ofMaxLength(12);
    }

    @Provide
    Arbitrary<Node> nodes() {
        Arbitrary<String> names =
                Arbitraries.strings().withCharRange('a', 'f').ofMinLength(2).ofMaxLength(3);
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                Arbitraries.of(
                                "${canny.image}",
                                "12",
                                "true",
                                "null",
                                "~",
                                "a: b",
                                "[x] y",
                                "{{p}}",
                                "{\"a\": 1}",
                                "1..3",
                                " x ")
                        .map(JSON::textNode),
                Arbitraries.strings().ofMaxLength(8).map(JSON::textNode),
                Arbitraries.integers().map(JSON::numberNode),
                Arbitraries.doubles().map(JSON::numberNode),
                Arbitraries.of(true, false).map(JSON::booleanNode));
        Arbitrary<JsonNode> values = Arbitraries.oneOf(
                leaves,
                leaves.list().ofMaxSize(3).map(list -> JSON.arrayNode().addAll(list)),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(4), leaves)
                        .ofMaxSize(3)
                        .map(map -> JSON.objectNode().setAll(map)));
        Arbitrary<Map<String, JsonNode>> with = Arbitraries.maps(
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(5).filter(s -> !s.isBlank()), values)
                .ofMaxSize(4);
        Arbitrary<Map<String, JsonNode>> axes = Arbitraries.maps(names, axis()).ofMaxSize(3);
        Arbitrary<Map<String, JsonNode>> rules =
                Arbitraries.of(RULES).set().ofMaxSize(4).map(NodeWordsTest::rules);
        return Combinators.combine(names, with, axes, names.list().ofMaxSize(3), rules)
                .as((id, w, a, needs, r) -> {
                    ObjectNode words = JSON.objectNode();
                    words.putObject("with").setAll(w);
                    words.putObject("matrix").setAll(a);
                    if (!needs.isEmpty()) {
                        needs.forEach(words.putArray("needs")::add);
                    }
                    words.setAll(r);
                    return Node.ofWords(id, BODY, words);
                });
    }

    private static Arbitrary<JsonNode> axis() {
        return Arbitraries.oneOf(
                Arbitraries.integers().set().ofMinSize(1).ofMaxSize(3).map(set -> {
                    var list = JSON.arrayNode();
                    set.forEach(list::add);
                    return list;
                }),
                Arbitraries.of("1..3", "${seeds}").map(JSON::textNode));
    }

    private static final List<String> RULES = List.of(
            "join: any",
            "join: {n: 3}",
            "when: '${a} > 1'",
            "each: 'csv:a b.csv'",
            "retry: {max: 3, backoff: 2s..60s}",
            "timeout: 500ms",
            "cache: true",
            "optional: false",
            "publish: true",
            "repeatable: true");

    private static Map<String, JsonNode> rules(Set<String> chosen) {
        Map<String, JsonNode> rules = new LinkedHashMap<>();
        chosen.forEach(line -> {
            ObjectNode one = json("{" + line + "}");
            one.properties().forEach(e -> rules.put(e.getKey(), e.getValue()));
        });
        return rules;
    }
}
