package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.job.Lora;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A model's inputs as JSON in the API's words. Nothing given is changed. */
public final class Inputs {
    /** What only changes the transport: outside the job's key. */
    public static final Set<String> TRANSPORT = Set.of("enable_sync_mode", "enable_base64_output", "webhook");

    private static final String SOME_PICTURE = "https://example.com/picture.png";
    private static final Pattern REF = Pattern.compile("sha256:[0-9a-f]{64}");

    private Inputs() {}

    /** All parameters of the request, defaults written out. */
    public static ObjectNode of(GenerationRequest request) {
        ObjectNode inputs = Json.object();
        inputs.put("prompt", request.prompt());
        inputs.put("control_image", request.controlImage());
        inputs.put("size", request.size().toString());
        inputs.put("num_inference_steps", request.numInferenceSteps());
        inputs.put("guidance_scale", request.guidanceScale());
        inputs.put("controlnet_conditioning_scale", request.controlnetConditioningScale());
        inputs.put("control_guidance_start", request.controlGuidanceStart());
        inputs.put("control_guidance_end", request.controlGuidanceEnd());
        ArrayNode loras = inputs.putArray("loras");
        for (Lora lora : request.loras()) {
            loras.addObject().put("path", lora.path()).put("scale", lora.scale());
        }
        inputs.put("seed", request.seed());
        inputs.put("num_images", request.numImages());
        inputs.put("output_format", request.outputFormat().text());
        return inputs;
    }

    /** Reads a JSON object; empty when the text is something else. */
    public static Optional<ObjectNode> parse(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    /** The one text of equal inputs: keys sorted, numbers normalised ({@code 1.0}, {@code 1} and {@code 1e0} are equal). */
    public static String canonical(JsonNode inputs) {
        return Canonical.write(inputs);
    }

    /** The key of the job that these inputs are; what only changes the transport is left out. */
    public static JobKey key(String provider, String model, ObjectNode inputs) {
        return JobKey.of(provider, model, canonical(withoutTransport(inputs)));
    }

    /** A copy without what only changes the transport. */
    public static ObjectNode withoutTransport(ObjectNode inputs) {
        ObjectNode copy = inputs.deepCopy();
        copy.remove(TRANSPORT);
        return copy;
    }

    /** All {@code sha256:<hex>} texts, at any depth, in order. */
    public static Set<String> refs(JsonNode inputs) {
        Set<String> refs = new LinkedHashSet<>();
        collect(inputs, refs);
        return refs;
    }

    /**
     * A copy with addresses in place of stored bytes.
     *
     * @param urls address by {@code sha256:<hex>}
     * @throws IllegalArgumentException when one is missing
     */
    public static ObjectNode withUrls(ObjectNode inputs, Map<String, String> urls) {
        ObjectNode copy = Json.object();
        inputs.properties().forEach(field -> copy.set(field.getKey(), replaced(field.getValue(), urls)));
        return copy;
    }

    /** A copy with some address in place of stored bytes, for questions and checks before anything is uploaded. */
    public static ObjectNode withSomeUrls(ObjectNode inputs) {
        Map<String, String> urls = new HashMap<>();
        refs(inputs).forEach(ref -> urls.put(ref, SOME_PICTURE));
        return withUrls(inputs, urls);
    }

    /** How a listed prediction's inputs compare with a stored body. */
    public enum Match {
        /** Every input of the body is there and equal. */
        SAME,
        /** What both have is equal, but the list lacks some, or all: the server drops keys that it does not know. */
        POSSIBLE,
        /** At least one input differs. */
        DIFFERENT
    }

    /** Compares a stored body with what the provider lists for a prediction. Transport is left out of it. */
    public static Match compare(ObjectNode body, JsonNode listed) {
        boolean lacking = false;
        for (Map.Entry<String, JsonNode> field : withoutTransport(body).properties()) {
            JsonNode other = listed.get(field.getKey());
            if (other == null) {
                lacking = true;
            } else if (!canonical(field.getValue()).equals(canonical(other))) {
                return Match.DIFFERENT;
            }
        }
        return lacking ? Match.POSSIBLE : Match.SAME;
    }

    private static void collect(JsonNode node, Set<String> refs) {
        if (node.isTextual()) {
            if (REF.matcher(node.textValue()).matches()) {
                refs.add(node.textValue());
            }
        } else {
            node.forEach(child -> collect(child, refs));
        }
    }

    private static JsonNode replaced(JsonNode node, Map<String, String> urls) {
        if (node.isTextual() && REF.matcher(node.textValue()).matches()) {
            String url = urls.get(node.textValue());
            if (url == null) {
                throw new IllegalArgumentException("no address for " + node.textValue());
            }
            return TextNode.valueOf(url);
        }
        if (node instanceof ObjectNode object) {
            return withUrls(object, urls);
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(child -> copy.add(replaced(child, urls)));
            return copy;
        }
        return node;
    }
}
