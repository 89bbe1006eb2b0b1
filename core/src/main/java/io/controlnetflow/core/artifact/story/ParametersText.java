package io.controlnetflow.core.artifact.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text that AUTOMATIC1111's web UI writes into pictures, and that many programs read: the prompt, a negative one, and a last line
 * of settings. Pure functions. Source: {@code modules/infotext_utils.py} of that program, {@code parse_generation_parameters}.
 */
final class ParametersText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEGATIVE = "Negative prompt:";
    private static final Pattern SETTING =
            Pattern.compile("\\s*(\\w[\\w \\-/]+):\\s*(\"(?:\\\\.|[^\\\\\"])+\"|[^,]*)(?:,|$)");
    /** A last line with fewer settings belongs to the prompt. */
    private static final int ENOUGH = 3;

    private ParametersText() {}

    /** @param story as in a manifest */
    static String of(ObjectNode story) {
        JsonNode parameters = story.path("parameters");
        Map<String, String> settings = new LinkedHashMap<>();
        put(settings, "Steps", parameters.path("num_inference_steps").asText());
        put(settings, "CFG scale", parameters.path("guidance_scale").asText());
        put(settings, "Seed", parameters.path("seed").asText());
        put(settings, "Size", parameters.path("size").asText().replace('*', 'x'));
        String model = story.path("job").path("model").asText();
        put(settings, "Model", model.substring(model.lastIndexOf('/') + 1));
        put(
                settings,
                "ControlNet 0",
                control(parameters, story.path("control").path("kind").asText("")));
        put(settings, "Loras", loras(parameters.path("loras")));
        put(settings, "Version", "ControlNet Flow");
        List<String> line = new ArrayList<>();
        settings.forEach((name, value) -> line.add(name + ": " + quoted(value)));
        return parameters.path("prompt").asText().strip() + "\n" + String.join(", ", line);
    }

    private static void put(Map<String, String> settings, String name, String value) {
        if (!value.isEmpty()) {
            settings.put(name, value);
        }
    }

    private static String control(JsonNode parameters, String kind) {
        if (!parameters.has("controlnet_conditioning_scale")) {
            return "";
        }
        return (kind.isEmpty() || kind.equals("null") ? "" : "Module: " + kind + ", ")
                + "Weight: " + parameters.path("controlnet_conditioning_scale").asText()
                + ", Guidance Start: "
                + parameters.path("control_guidance_start").asText() + ", Guidance End: "
                + parameters.path("control_guidance_end").asText();
    }

    private static String loras(JsonNode loras) {
        List<String> all = new ArrayList<>();
        loras.forEach(lora ->
                all.add(lora.path("path").asText() + ": " + lora.path("scale").asText()));
        return String.join(", ", all);
    }

    /** As JSON where it would be cut at a comma. */
    private static String quoted(String value) {
        if (!value.contains(",") && !value.contains("\n") && !value.contains(":")) {
            return value;
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Story.Foreign read(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.strip().split("\\R", -1)));
        Map<String, String> settings = settings(lines.get(lines.size() - 1));
        if (settings.size() >= ENOUGH) {
            lines.remove(lines.size() - 1);
        } else {
            settings = Map.of();
        }
        StringBuilder prompt = new StringBuilder();
        @Nullable StringBuilder negative = null;
        for (String line : lines) {
            if (negative == null && line.startsWith(NEGATIVE)) {
                negative = new StringBuilder(line.substring(NEGATIVE.length()).strip());
            } else {
                StringBuilder to = negative == null ? prompt : negative;
                to.append(to.isEmpty() ? "" : "\n").append(line);
            }
        }
        return new Story.Foreign(
                prompt.toString().strip(),
                negative == null ? null : negative.toString().strip(),
                settings);
    }

    private static Map<String, String> settings(String line) {
        Map<String, String> settings = new LinkedHashMap<>();
        Matcher each = SETTING.matcher(line);
        while (each.find()) {
            settings.put(
                    each.group(1),
                    unquoted(each.group(2).strip()).orElse(each.group(2).strip()));
        }
        return settings;
    }

    private static Optional<String> unquoted(String value) {
        if (!value.startsWith("\"") || !value.endsWith("\"")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(value)).map(JsonNode::textValue);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
