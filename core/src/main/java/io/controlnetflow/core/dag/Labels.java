package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a coordinate's value is called in a cell's id and in file names. */
public final class Labels {
    public static final String SEED = "seed";
    private static final int LONGEST = 40;

    private Labels() {}

    /**
     * A short value is its own label, a reference the name of what it refers to; anything else is known by its place in the list.
     *
     * @param index from 0
     */
    public static String of(JsonNode value, int index) {
        if (value.isTextual()) {
            String text = value.textValue();
            return Reference.only(text)
                    .map(r -> r.path().isEmpty() ? r.name() : r.name() + "." + String.join(".", r.path()))
                    .orElse(fits(text) ? text : "#" + (index + 1));
        }
        return value.isValueNode() ? value.asText() : "#" + (index + 1);
    }

    /** Labels of items; the same value twice is told apart by its place. */
    public static List<String> distinct(List<JsonNode> items) {
        Set<String> taken = new HashSet<>();
        List<String> labels = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String label = of(items.get(i), i);
            while (!taken.add(label)) {
                label = label + "#" + (i + 1);
            }
            labels.add(label);
        }
        return labels;
    }

    /** A seed of -1 in a matrix is drawn when the run is planned, so that it may be there several times. */
    public static boolean drawn(String name, JsonNode value) {
        return name.equals(SEED) && value.canConvertToExactIntegral() && value.asLong() == -1;
    }

    private static boolean fits(String text) {
        return !text.isBlank() && text.length() <= LONGEST && text.indexOf('\n') < 0;
    }
}
