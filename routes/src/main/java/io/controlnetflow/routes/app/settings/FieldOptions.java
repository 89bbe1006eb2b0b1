package io.controlnetflow.routes.app.settings;

import io.controlnetflow.core.job.Field;
import io.controlnetflow.core.job.Fields;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** The request fields as words of the command line. Pure functions. */
public final class FieldOptions {
    /** Said elsewhere: a hot folder's control image is the dropped picture, and its kind is a setting. */
    private static final Set<String> ELSEWHERE = Set.of("control_image", "control_kind");

    private FieldOptions() {}

    /** The fields that can be given as defaults, in the order of the API page. */
    public static List<Field> all() {
        return Fields.all().stream().filter(f -> !ELSEWHERE.contains(f.name())).toList();
    }

    /** {@code num_images} is {@code --num-images}. */
    public static String word(Field field) {
        return field.name().replace('_', '-');
    }

    static String placeholder(Field field) {
        return switch (field.type()) {
            case TEXT -> "TEXT";
            case INTEGER -> "N";
            case NUMBER -> "X";
            case SIZE -> "W*H";
            case LORAS -> "PATH[:SCALE],...";
            case OUTPUT_FORMAT -> "FORMAT";
            case BOOLEAN -> "BOOL";
            case CONTROL_KIND -> "KIND";
            case FIT -> "FIT";
            case MODEL -> "ID";
        };
    }

    /** What it is for, its range and its default. */
    static String about(Field field) {
        boolean number = field.type() == Field.Type.INTEGER || field.type() == Field.Type.NUMBER;
        return field.description().replaceFirst("[.]$", "")
                + (number ? ", " + plain(field.min()) + " to " + plain(field.max()) : "")
                + "."
                + (field.standard().isEmpty() ? "" : " Default: " + field.standard() + ".");
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
