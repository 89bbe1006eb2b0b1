package io.controlnetflow.routes.component.pictures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.image.sheet.ContactSheet;
import io.controlnetflow.core.job.Fit;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options of one operation, checked.
 *
 * @param by what makes a picture the best
 * @param columns of a contact sheet; 0 for as many as look best
 * @param width of a resized picture in pixels; 0 when no size is given
 * @param height of a resized picture in pixels; 0 when no size is given
 */
public record PicturesOptions(String by, int columns, int width, int height, Fit fit) {
    static final String EDGE_AGREEMENT = "edge-agreement";
    static final String SHARPNESS = "sharpness";
    static final String FIRST = "first";

    private static final List<String> WAYS = List.of(EDGE_AGREEMENT, SHARPNESS, FIRST);
    private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,5})\\s*[*xX]\\s*(\\d{1,5})\\s*");
    private static final int LARGEST = 8192;

    /** @throws InvalidField when a value is out of range or no word of its list */
    public static PicturesOptions of(String by, int columns, String size, String fit) {
        return new PicturesOptions("", 0, 0, 0, Fit.COVER)
                .by(by)
                .columns(columns)
                .size(size)
                .fit(fit);
    }

    /** These options with what a node's {@code with} says. */
    public PicturesOptions with(PictureOperation operation, ObjectNode given) {
        for (Map.Entry<String, JsonNode> e : given.properties()) {
            if (!operation.words().contains(e.getKey())) {
                throw new InvalidField(
                        e.getKey(),
                        e.getValue().isValueNode() ? e.getValue().asText() : e.getValue(),
                        "is no option of pictures:" + operation.text(),
                        Suggestion.hint(e.getKey(), operation.words()));
            }
        }
        PicturesOptions all = this;
        all = given.has("by") ? all.by(given.get("by").asText()) : all;
        all = given.has("columns") ? all.columns(given.get("columns")) : all;
        all = given.has("size") ? all.size(given.get("size").asText()) : all;
        return given.has("fit") ? all.fit(given.get("fit").asText()) : all;
    }

    private PicturesOptions by(String word) {
        if (!WAYS.contains(word)) {
            throw new InvalidField("by", word, "is none of " + String.join(", ", WAYS), Suggestion.hint(word, WAYS));
        }
        return new PicturesOptions(word, columns, width, height, fit);
    }

    private PicturesOptions columns(JsonNode number) {
        String text = number.asText();
        if (!text.matches("\\d{1,9}")) {
            throw new InvalidField("columns", text, "is no whole number", "");
        }
        return columns(Integer.parseInt(text));
    }

    private PicturesOptions columns(int number) {
        if (number < 0 || number > ContactSheet.MOST_COLUMNS) {
            throw new InvalidField("columns", number, "is outside 0 to " + ContactSheet.MOST_COLUMNS, "");
        }
        return new PicturesOptions(by, number, width, height, fit);
    }

    private PicturesOptions size(String text) {
        if (text.isEmpty()) {
            return this;
        }
        Matcher m = SIZE.matcher(text);
        if (!m.matches()) {
            throw new InvalidField("size", text, "is not width*height", "write it like 1024*768");
        }
        return new PicturesOptions(by, columns, side(text, m.group(1)), side(text, m.group(2)), fit);
    }

    private static int side(String text, String digits) {
        int side = Integer.parseInt(digits);
        if (side < 1 || side > LARGEST) {
            throw new InvalidField("size", text, "is outside 1 to " + LARGEST + " pixels a side", "");
        }
        return side;
    }

    private PicturesOptions fit(String word) {
        List<String> words = List.of(Fit.COVER.text(), Fit.CONTAIN.text());
        if (!words.contains(word)) {
            throw new InvalidField("fit", word, "is neither cover nor contain", Suggestion.hint(word, words));
        }
        return new PicturesOptions(by, columns, width, height, Fit.of(word));
    }
}
