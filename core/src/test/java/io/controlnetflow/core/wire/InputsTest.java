package io.controlnetflow.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.RequestFields;
import io.controlnetflow.core.job.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputsTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    @Test
    void writesEveryParameterOfARequest() {
        assertThat(Inputs.canonical(Inputs.of(request(Map.of("seed", 5, "loras", "o/r:0.5")))))
                .isEqualTo("{\"control_guidance_end\":0.8,\"control_guidance_start\":0,\"control_image\":\"" + A
                        + "\",\"controlnet_conditioning_scale\":0.7,\"guidance_scale\":3.5,"
                        + "\"loras\":[{\"path\":\"o/r\",\"scale\":0.5}],\"num_images\":1,\"num_inference_steps\":28,"
                        + "\"output_format\":\"jpeg\",\"prompt\":\"a cat\",\"seed\":5,\"size\":\"1024*1024\"}");
    }

    @ParameterizedTest
    @CsvSource({"1,1.0", "1,1e0", "100,1E+2", "0,-0.0", "0.7,0.700", "1500000,1.5e6"})
    void knowsEqualNumbers(String a, String b) {
        assertThat(canonical("{\"n\":" + a + "}")).isEqualTo(canonical("{\"n\":" + b + "}"));
    }

    @Test
    void keepsTheDigitsOfDecimals() {
        assertThat(Inputs.canonical(FloatNode.valueOf(0.7f))).isEqualTo("0.7");
        assertThat(canonical("{\"n\":0.1234567890123456789}")).isEqualTo("{\"n\":0.1234567890123456789}");
        assertThat(canonical("{\"n\":1e999999}")).isEqualTo("{\"n\":1E+999999}");
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> Inputs.canonical(JsonNodeFactory.instance.numberNode(Double.NaN)))
                .hasMessageContaining("NaN is not a finite number");
    }

    @Property
    void doesNotDependOnTheOrderOfKeys(@ForAll("documents") Map<String, Object> document, @ForAll long shuffle) {
        List<String> keys = new ArrayList<>(document.keySet());
        Collections.shuffle(keys, new Random(shuffle));

        assertThat(Inputs.canonical(node(document, keys)))
                .isEqualTo(Inputs.canonical(node(document, List.copyOf(document.keySet()))));
    }

    @Property
    void readsBackWhatItWrote(@ForAll("documents") Map<String, Object> document) {
        String once = Inputs.canonical(node(document, List.copyOf(document.keySet())));

        assertThat(canonical(once)).isEqualTo(once);
    }

    @Property(tries = 200)
    void anyOtherFieldIsAnotherJob(@ForAll("changes") Map.Entry<String, Object> change) {
        ObjectNode inputs = Inputs.of(request(Map.of("seed", 5)));
        ObjectNode changed = Inputs.of(request(Map.of("seed", 5, change.getKey(), change.getValue())));

        assertThat(Inputs.key("embedded", GenerationRequest.MODEL, changed))
                .isNotEqualTo(Inputs.key("embedded", GenerationRequest.MODEL, inputs));
    }

    @Test
    void providerAndModelAreInTheKeyAndTransportIsNot() {
        ObjectNode inputs = Inputs.of(request(Map.of("seed", 5)));
        ObjectNode sync = inputs.deepCopy().put("enable_sync_mode", true).put("enable_base64_output", true);

        assertThat(Inputs.key("embedded", "a/b", sync)).isEqualTo(Inputs.key("embedded", "a/b", inputs));
        assertThat(Inputs.key("https://api.example", "a/b", inputs))
                .isNotEqualTo(Inputs.key("embedded", "a/b", inputs));
        assertThat(Inputs.key("embedded", "a/c", inputs)).isNotEqualTo(Inputs.key("embedded", "a/b", inputs));
        assertThat(inputs.has("enable_sync_mode")).isFalse();
    }

    @Test
    void findsAndReplacesStoredBytesAtAnyDepth() {
        ObjectNode inputs =
                parse("{\"image\":\"" + A + "\",\"more\":[{\"x\":\"" + B + "\"}],\"prompt\":\"say " + A + "\"}");

        assertThat(Inputs.refs(inputs)).containsExactly(A, B);
        assertThat(Inputs.withUrls(inputs, Map.of(A, "https://h/a", B, "https://h/b")))
                .isEqualTo(parse(
                        "{\"image\":\"https://h/a\",\"more\":[{\"x\":\"https://h/b\"}],\"prompt\":\"say " + A + "\"}"));
        assertThat(Inputs.refs(inputs)).as("the original is unchanged").hasSize(2);
        assertThatThrownBy(() -> Inputs.withUrls(inputs, Map.of(A, "https://h/a")))
                .hasMessageContaining(B);
    }

    @Test
    void comparesAStoredBodyWithTheProvidersList() {
        ObjectNode body = parse("{\"prompt\":\"a\",\"scale\":0.70,\"enable_sync_mode\":true}");

        assertThat(Inputs.compare(body, parse("{\"scale\":0.7,\"prompt\":\"a\",\"added\":1}")))
                .isEqualTo(Inputs.Match.SAME);
        assertThat(Inputs.compare(body, parse("{\"prompt\":\"a\"}"))).isEqualTo(Inputs.Match.POSSIBLE);
        assertThat(Inputs.compare(body, parse("{}"))).isEqualTo(Inputs.Match.POSSIBLE);
        assertThat(Inputs.compare(body, parse("{\"prompt\":\"b\",\"scale\":0.7}")))
                .isEqualTo(Inputs.Match.DIFFERENT);
    }

    @Provide
    static Arbitrary<Map<String, Object>> documents() {
        Arbitrary<Object> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).map(s -> (Object) s),
                Arbitraries.integers().map(i -> (Object) i),
                Arbitraries.doubles().map(d -> (Object) d),
                Arbitraries.of(true, false).map(b -> (Object) b));
        return Arbitraries.maps(Arbitraries.strings().ofMaxLength(6), values).ofMaxSize(8);
    }

    @Provide
    static Arbitrary<Map.Entry<String, Object>> changes() {
        return Arbitraries.of(
                Map.entry("prompt", "a dog"),
                Map.entry("size", "1024*768"),
                Map.entry("num_inference_steps", 29),
                Map.entry("guidance_scale", 3.6),
                Map.entry("controlnet_conditioning_scale", 0.71),
                Map.entry("control_guidance_start", 0.1),
                Map.entry("control_guidance_end", 0.9),
                Map.entry("loras", "o/r"),
                Map.entry("num_images", 2),
                Map.entry("output_format", "png"));
    }

    private static GenerationRequest request(Map<String, ?> fields) {
        return RequestFields.of("", Map.of("prompt", "a cat"))
                .with(RequestFields.of("", fields))
                .resolve(ControlKind.CANNY, A, new Seeds("embedded", GenerationRequest.MODEL, new Random(1)));
    }

    private static ObjectNode node(Map<String, Object> document, List<String> order) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (String key : order) {
            node.putPOJO(key, document.get(key));
        }
        return parse(node.toString());
    }

    private static String canonical(String json) {
        return Inputs.canonical(parse(json));
    }

    private static ObjectNode parse(String json) {
        return Inputs.parse(json).orElseThrow();
    }
}
