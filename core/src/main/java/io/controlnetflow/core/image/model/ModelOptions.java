package io.controlnetflow.core.image.model;

import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Suggestion;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which model makes a map, and how it is fed. Everything is optional.
 *
 * @param model a path, or a name in the folder of models; null: the kind's usual file, for soft-edge no model at all
 * @param network a word of {@link Network}; null: by the file's name
 * @param side pixels, where the network leaves its size open, 64 to 2048
 * @param mean of red, green, blue, 0 to 1; null: the network's
 * @param deviation of red, green, blue, above 0; null: the network's
 * @param order {@code rgb} or {@code bgr}; null: the network's
 */
public record ModelOptions(
        @Nullable String model,
        @Nullable String network,
        @Nullable Integer side,
        @Nullable List<Double> mean,
        @Nullable List<Double> deviation,
        @Nullable String order) {

    /** Nothing said. */
    public static final ModelOptions NONE = new ModelOptions(null, null, null, null, null, null);

    /** The words of {@link #with(String, String)}. */
    public static final List<String> WORDS = List.of("model", "network", "side", "mean", "deviation", "order");

    static final String BGR = "bgr";

    private static final List<String> ORDERS = List.of("rgb", BGR);
    private static final int SMALLEST = 64;
    private static final int LARGEST = 2048;

    /** Rejects sizes and deviations that no network can have. */
    public ModelOptions {
        if (side != null && (side < SMALLEST || side > LARGEST)) {
            throw new InvalidField("side", side, "is outside " + SMALLEST + " to " + LARGEST, "518 is usual for depth");
        }
        if (deviation != null && deviation.stream().anyMatch(d -> !(d > 0))) {
            throw new InvalidField("deviation", deviation, "is not above 0", "0.229,0.224,0.225 is usual");
        }
        if (order != null && !ORDERS.contains(order)) {
            throw new InvalidField("order", order, "is neither rgb nor bgr", Suggestion.hint(order, ORDERS));
        }
        mean = mean == null ? null : List.copyOf(mean);
        deviation = deviation == null ? null : List.copyOf(deviation);
    }

    /**
     * These options and one more; an empty text changes nothing.
     *
     * @param word one of {@link #WORDS}
     * @throws InvalidField for another word, or a text that does not fit it
     */
    public ModelOptions with(String word, String text) {
        if (text.isBlank()) {
            return this;
        }
        return switch (word) {
            case "model" -> new ModelOptions(text, network, side, mean, deviation, order);
            case "network" -> new ModelOptions(model, text, side, mean, deviation, order);
            case "side" -> new ModelOptions(model, network, whole(text), mean, deviation, order);
            case "mean" -> new ModelOptions(model, network, side, three(word, text), deviation, order);
            case "deviation" -> new ModelOptions(model, network, side, mean, three(word, text), order);
            case "order" -> new ModelOptions(model, network, side, mean, deviation, text);
            default -> throw new InvalidField(word, text, "is no option of a model", Suggestion.hint(word, WORDS));
        };
    }

    /**
     * Whether a model makes the maps of this kind.
     *
     * @throws InvalidField when these options say something that the kind has no use for
     */
    public boolean apply(ControlKind kind) {
        boolean byModel = kind == ControlKind.POSE || kind == ControlKind.DEPTH;
        if (!byModel && kind != ControlKind.SOFT_EDGE) {
            refuse("model", model, kind);
        }
        if (kind == ControlKind.POSE || (!byModel && model == null)) {
            refuse("network", network, kind);
            refuse("side", side, kind);
            refuse("mean", mean, kind);
            refuse("deviation", deviation, kind);
            refuse("order", order, kind);
        }
        if (network != null) {
            Network.of(kind, network);
        }
        return byModel || model != null;
    }

    private static void refuse(String word, @Nullable Object value, ControlKind kind) {
        if (value != null) {
            throw new InvalidField(
                    word,
                    value,
                    "has no meaning for " + kind.text() + " maps",
                    word.equals("model")
                            ? "pose, depth and soft-edge maps are made by models"
                            : "leave it out, or name a model of depth or soft-edge");
        }
    }

    private static Integer whole(String text) {
        try {
            return Integer.valueOf(text.trim());
        } catch (NumberFormatException e) {
            throw new InvalidField("side", text, "is no whole number", "518 is usual for depth");
        }
    }

    private static List<Double> three(String word, String text) {
        try {
            List<Double> numbers = Arrays.stream(text.split(","))
                    .map(String::trim)
                    .map(Double::valueOf)
                    .toList();
            if (numbers.size() == 3) {
                return numbers;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InvalidField(word, text, "is not three numbers", "write red,green,blue as in 0.485,0.456,0.406");
    }
}
