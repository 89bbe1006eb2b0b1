package io.controlnetflow.routes.component.pictures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.routes.component.message.GivenPicture;
import io.controlnetflow.routes.engine.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A line under each picture of a sheet. Pure functions. */
final class Captions {
    private static final String SEED = "seed";
    private static final String CONTROL = "control_image";

    /** Shorter names of inputs; a prompt says enough by its own words. */
    private static final Map<String, String> NAMES = Map.of(
            "prompt", "",
            "controlnet_conditioning_scale", "scale",
            "control_guidance_start", "start",
            "control_guidance_end", "end",
            "guidance_scale", "guidance",
            "num_inference_steps", "steps");

    private Captions() {}

    /** What the pictures' jobs were asked differently; the file's name of a picture that has no job. */
    static List<String> of(List<GivenPicture> pictures) {
        List<String> lines =
                lines(pictures.stream().map(picture -> inputs(picture.job())).toList());
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            String name = pictures.get(i).name();
            boolean named = !name.startsWith("sha256:") && !name.contains("bytes");
            captions.add(pictures.get(i).job() != null ? lines.get(i) : named ? name : "");
        }
        return captions;
    }

    /** In what the inputs differ, but for the map, which is on the sheet; the seed where they differ in nothing else. */
    static List<String> lines(List<JsonNode> asked) {
        Map<String, JsonNode> first = new LinkedHashMap<>();
        List<String> differing = asked.stream()
                .flatMap(inputs -> inputs.properties().stream())
                .filter(input -> {
                    JsonNode before = first.putIfAbsent(input.getKey(), input.getValue());
                    return before != null
                            && !before.equals(input.getValue())
                            && !input.getKey().equals(CONTROL);
                })
                .map(Map.Entry::getKey)
                .distinct()
                .sorted((a, b) -> Boolean.compare(a.equals(SEED), b.equals(SEED)))
                .toList();
        List<String> shown = differing.isEmpty() ? List.of(SEED) : differing;
        return asked.stream().map(inputs -> line(inputs, shown)).toList();
    }

    private static String line(JsonNode inputs, List<String> shown) {
        return shown.stream()
                .filter(inputs::has)
                .map(name -> (NAMES.getOrDefault(name, name.replace('_', ' ')) + " "
                                + (inputs.get(name).isValueNode()
                                        ? inputs.get(name).asText()
                                        : inputs.get(name)))
                        .strip())
                .collect(Collectors.joining(", "));
    }

    private static JsonNode inputs(Jobs.@Nullable Job job) {
        return job == null
                ? JsonNodeFactory.instance.objectNode()
                : Json.read(job.asked().inputs());
    }
}
