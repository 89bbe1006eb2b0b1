package io.controlnetflow.routes.component.pictures;

import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What {@code pictures:} can do, and the words that a node's {@code with} may hold for it. */
public enum PictureOperation {
    /** All pictures on one, each control map beside the pictures made by it. */
    CONTACT_SHEET,
    /** One of the pictures. */
    PICK_BEST,
    /** The picture in another size. */
    RESIZE,
    /** How well the picture keeps to its control map. */
    EDGE_AGREEMENT,
    /** Which of the pictures are nearly the same. */
    NEAR_DUPLICATES;

    /** The word in the URI. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What {@code with} may hold. */
    public List<String> words() {
        return switch (this) {
            case CONTACT_SHEET -> List.of("images", "image", "controls", "control_image", "columns", "captions");
            case PICK_BEST -> List.of("images", "image", "controls", "control_image", "by");
            case RESIZE -> List.of("image", "images", "size", "fit");
            case NEAR_DUPLICATES -> List.of("images", "image");
            case EDGE_AGREEMENT -> List.of("image", "images", "control_image", "controls");
        };
    }

    /** @throws InvalidField when the word names no operation; says the nearest one */
    public static PictureOperation of(String word) {
        List<String> all = Arrays.stream(values()).map(PictureOperation::text).toList();
        for (PictureOperation operation : values()) {
            if (operation.text().equals(word)) {
                return operation;
            }
        }
        throw new InvalidField("operation", word, "is none of " + String.join(", ", all), Suggestion.hint(word, all));
    }
}
