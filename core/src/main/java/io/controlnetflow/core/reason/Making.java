package io.controlnetflow.core.reason;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.RequestFields;
import io.controlnetflow.core.job.Seeds;
import io.controlnetflow.core.ledger.History.Made;
import io.controlnetflow.core.wire.Inputs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A cell and what it is made of.
 *
 * @param run its id
 * @param cell its id
 * @param node its node's
 * @param parts by name: of a paid cell its request, of a free one its call and parameters
 * @param known what its body can see besides; looked at when the parts are equal
 * @param output JSON of its value, or empty
 */
public record Making(String run, String cell, String node, ObjectNode parts, JsonNode known, String output) {
    /** What is called; the model of a paid cell. */
    static final String CALL = "call";

    private static final String SEED = "seed";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a row; null when nothing was kept of it. */
    public static @Nullable Making of(Made made) {
        ObjectNode parts =
                made.parts() == null ? null : Inputs.parse(made.parts()).orElse(null);
        if (parts == null) {
            return null;
        }
        String output = made.cell().output() == null ? "" : made.cell().output();
        if (made.model() != null) {
            return paid(made, parts, made.model(), output);
        }
        return free(made.cell().runId(), made.cell().id(), made.cell().node(), parts, output);
    }

    /** A free cell's, whose key is made of these parts. */
    public static Making free(String run, String cell, String node, ObjectNode keyParts, String output) {
        if (!keyParts.has("body")) {
            return new Making(run, cell, node, keyParts, JsonNodeFactory.instance.objectNode(), output);
        }
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        parts.set(CALL, keyParts.get("body"));
        keyParts.path("with").properties().forEach(e -> parts.set(e.getKey(), e.getValue()));
        JsonNode models = keyParts.path("models");
        for (int i = 0; i < models.size(); i++) {
            parts.set(models.size() == 1 ? "model file" : "model file " + (i + 1), models.get(i));
        }
        return new Making(run, cell, node, parts, keyParts.path("known"), output);
    }

    private static Making paid(Made made, ObjectNode inputs, String model, String output) {
        return request(
                made.cell().runId(),
                made.cell().id(),
                made.cell().node(),
                String.valueOf(made.provider()),
                model,
                inputs,
                output);
    }

    /** A paid cell's. A seed that follows from the rest of the request says nothing, and is not told. */
    public static Making request(
            String run, String cell, String node, String provider, String model, ObjectNode inputs, String output) {
        ObjectNode parts = Inputs.withoutTransport(inputs);
        if (model.equals(GenerationRequest.MODEL) && seedIsDerived(provider, inputs)) {
            parts.put(SEED, "derived");
        }
        parts.put(CALL, model);
        return new Making(run, cell, node, parts, JsonNodeFactory.instance.objectNode(), output);
    }

    private static boolean seedIsDerived(String provider, ObjectNode inputs) {
        Map<String, Object> others = new LinkedHashMap<>();
        inputs.properties().forEach(e -> others.put(e.getKey(), JSON.convertValue(e.getValue(), Object.class)));
        others.remove(SEED);
        others.remove("control_image");
        try {
            GenerationRequest request = RequestFields.of("", others)
                    .resolve(
                            ControlKind.NONE,
                            inputs.path("control_image").asText(),
                            new Seeds(provider, GenerationRequest.MODEL, new SplittableRandom(0)));
            return request.seed() == inputs.path(SEED).asInt(-1);
        } catch (InvalidField other) {
            return false;
        }
    }
}
