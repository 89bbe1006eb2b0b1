package io.controlnetflow.core.job;

import static io.controlnetflow.core.job.Field.Use.INPUT;
import static io.controlnetflow.core.job.Field.Use.LOCAL;
import static io.controlnetflow.core.job.Field.Use.TRANSPORT;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table of parameters: all of the API page of flux-controlnet-union-pro-2.0, with its ranges and defaults, and our own
 * words for files and options.
 */
public final class Fields {
    /** The largest threshold of the Canny detector that makes a difference (sum of two Sobel gradients, 8 bits). */
    static final int MAX_THRESHOLD = 2040;

    private static final Map<String, Field> ALL = table(
            text("prompt", INPUT, "The positive prompt."),
            text("control_image", INPUT, "The control map: a URL or a path."),
            new Field(
                    "size",
                    Field.Type.SIZE,
                    Size.MIN,
                    Size.MAX,
                    Size.DEFAULT.toString(),
                    INPUT,
                    "width*height in pixels."),
            number("num_inference_steps", Field.Type.INTEGER, 1, 50, "28", INPUT, "Number of inference steps."),
            number("guidance_scale", Field.Type.NUMBER, 0, 20, "3.5", INPUT, "Guidance scale."),
            number(
                    "controlnet_conditioning_scale",
                    Field.Type.NUMBER,
                    0,
                    2,
                    "",
                    INPUT,
                    "How closely the map is followed; the default comes from the map's kind."),
            number(
                    "control_guidance_start",
                    Field.Type.NUMBER,
                    0,
                    1,
                    "0",
                    INPUT,
                    "Fraction of the steps where control starts."),
            number(
                    "control_guidance_end",
                    Field.Type.NUMBER,
                    0,
                    1,
                    "",
                    INPUT,
                    "Fraction of the steps where control ends; the default comes from the map's kind."),
            new Field("loras", Field.Type.LORAS, 0, GenerationRequest.MAX_LORAS, "", INPUT, "LoRAs, at most 3."),
            number(
                    "seed",
                    Field.Type.INTEGER,
                    -1,
                    Integer.MAX_VALUE,
                    "",
                    INPUT,
                    "The seed; -1 draws one, absent derives one."),
            number("num_images", Field.Type.INTEGER, 1, 4, "1", INPUT, "Number of pictures."),
            new Field("output_format", Field.Type.OUTPUT_FORMAT, 0, 0, "jpeg", INPUT, "jpeg, png or webp."),
            new Field("enable_base64_output", Field.Type.BOOLEAN, 0, 0, "false", TRANSPORT, "Outputs as BASE64 text."),
            new Field(
                    "enable_sync_mode",
                    Field.Type.BOOLEAN,
                    0,
                    0,
                    "false",
                    TRANSPORT,
                    "The answer waits for the picture."),
            new Field(
                    "control_kind",
                    Field.Type.CONTROL_KIND,
                    0,
                    0,
                    "",
                    LOCAL,
                    "Which control map is made of a picture."),
            text(
                    "control_model",
                    LOCAL,
                    "Model file that makes a pose, depth or soft-edge map; a path, or a name in the folder of models."),
            number("low", Field.Type.INTEGER, 0, MAX_THRESHOLD, "100", LOCAL, "Lower threshold of the Canny map."),
            number("high", Field.Type.INTEGER, 0, MAX_THRESHOLD, "200", LOCAL, "Upper threshold of the Canny map."),
            new Field(
                    "fit", Field.Type.FIT, 0, 0, "cover", LOCAL, "How a map is brought to the size: cover or contain."),
            new Field("model", Field.Type.MODEL, 0, 0, GenerationRequest.MODEL, LOCAL, "The model id."));

    private static final Pattern CAPITAL = Pattern.compile("([A-Z])");

    private Fields() {}

    /** All fields, in the order of the API page, ours last. */
    public static List<Field> all() {
        return List.copyOf(ALL.values());
    }

    /** The names of all fields. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    public static Optional<Field> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /**
     * The field of this name.
     *
     * @param value what was given for it, for the message
     * @throws InvalidField when there is none; says the nearest name, or all
     */
    static Field named(String name, @Nullable Object value) {
        return find(name)
                .orElseThrow(() -> new InvalidField(
                        name,
                        Values.show(value),
                        "is given for a field that does not exist",
                        Suggestion.nearest(name, names())
                                .map(known -> "did you mean " + known + "?")
                                .orElse("known fields are " + String.join(", ", names()))));
    }

    /** {@code numInferenceSteps} as {@code num_inference_steps}: Camel's spelling in the API's words. */
    public static String snake(String camel) {
        return CAPITAL.matcher(camel).replaceAll("_$1").toLowerCase(Locale.ROOT);
    }

    private static Field text(String name, Field.Use use, String description) {
        return new Field(name, Field.Type.TEXT, 0, 0, "", use, description);
    }

    private static Field number(
            String name, Field.Type type, double min, double max, String standard, Field.Use use, String description) {
        return new Field(name, type, min, max, standard, use, description);
    }

    private static Map<String, Field> table(Field... fields) {
        Map<String, Field> table = new LinkedHashMap<>();
        for (Field field : fields) {
            table.put(field.name(), field);
        }
        return java.util.Collections.unmodifiableMap(table);
    }
}
