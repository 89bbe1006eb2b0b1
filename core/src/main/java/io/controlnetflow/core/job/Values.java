package io.controlnetflow.core.job;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings values as people and files give them into the types of the fields, or says what is wrong with them. */
final class Values {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})([eE][+-]?\\d{1,2})?");
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+){1,5}");

    private Values() {}

    static Object read(Field field, @Nullable Object value) {
        if (value == null) {
            throw new InvalidField(field.name(), "nothing", "is given", "give a value or leave the field out");
        }
        return switch (field.type()) {
            case TEXT -> text(field, value);
            case INTEGER -> integer(field, value);
            case NUMBER -> number(field, value).doubleValue();
            case BOOLEAN -> bool(field, value);
            case SIZE -> value instanceof Size size ? size : Size.parse(text(field, value));
            case OUTPUT_FORMAT -> value instanceof OutputFormat format ? format : OutputFormat.of(text(field, value));
            case CONTROL_KIND -> value instanceof ControlKind kind ? kind : ControlKind.of(text(field, value));
            case FIT -> value instanceof Fit fit ? fit : Fit.of(text(field, value));
            case MODEL -> model(field, text(field, value));
            case LORAS -> loras(field, value);
        };
    }

    /** A value for a message: texts in quotes. */
    static String show(@Nullable Object value) {
        return value instanceof CharSequence ? "\"" + value + "\"" : String.valueOf(value);
    }

    private static String text(Field field, Object value) {
        if (!(value instanceof CharSequence)) {
            throw new InvalidField(
                    field.name(),
                    show(value),
                    "is " + typeOf(value) + ", not text",
                    "write it in quotes: \"" + value + "\"");
        }
        String text = value.toString();
        if (text.isBlank()) {
            throw new InvalidField(field.name(), "\"\"", "is empty", "give a value or leave the field out");
        }
        return text;
    }

    private static BigDecimal number(Field field, Object value) {
        BigDecimal number;
        if (value instanceof Number given) {
            number = finite(field, given);
        } else if (value instanceof CharSequence text
                && NUMBER.matcher(text.toString().trim()).matches()) {
            number = new BigDecimal(text.toString().trim());
        } else {
            throw new InvalidField(field.name(), show(value), "is " + typeOf(value) + ", not a number", range(field));
        }
        if (number.compareTo(BigDecimal.valueOf(field.min())) < 0
                || number.compareTo(BigDecimal.valueOf(field.max())) > 0) {
            throw new InvalidField(
                    field.name(), value, "is outside " + plain(field.min()) + " to " + plain(field.max()), "");
        }
        return number;
    }

    private static BigDecimal finite(Field field, Number given) {
        double wide = given.doubleValue();
        if (Double.isNaN(wide) || Double.isInfinite(wide)) {
            throw new InvalidField(
                    field.name(), given, "is outside " + plain(field.min()) + " to " + plain(field.max()), "");
        }
        return new BigDecimal(given.toString());
    }

    private static Integer integer(Field field, Object value) {
        BigDecimal number = number(field, value);
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidField(field.name(), show(value), "is not a whole number", range(field));
        }
    }

    private static Boolean bool(Field field, Object value) {
        if (value instanceof Boolean given) {
            return given;
        }
        String word = value.toString().trim().toLowerCase(Locale.ROOT);
        if (value instanceof CharSequence && (word.equals("true") || word.equals("false"))) {
            return Boolean.valueOf(word);
        }
        throw new InvalidField(field.name(), show(value), "is neither true nor false", "");
    }

    private static String model(Field field, String text) {
        String model = text.trim();
        if (!MODEL.matcher(model).matches() || model.contains("..")) {
            throw new InvalidField(
                    field.name(), model, "is not a model id", "write it like " + GenerationRequest.MODEL);
        }
        return model;
    }

    private static List<Lora> loras(Field field, Object value) {
        List<Lora> loras = new ArrayList<>();
        if (value instanceof List<?> items) {
            items.forEach(item -> loras.add(lora(field, item)));
        } else if (value instanceof CharSequence text) {
            for (String item : text.toString().split(",")) {
                if (!item.isBlank()) {
                    loras.add(lora(item.trim()));
                }
            }
        } else {
            throw new InvalidField(
                    field.name(),
                    show(value),
                    "is " + typeOf(value) + ", not a list",
                    "write a list of path and scale");
        }
        if (loras.size() > GenerationRequest.MAX_LORAS) {
            throw new InvalidField(
                    field.name(), loras.size() + " items", "are more than " + GenerationRequest.MAX_LORAS, "");
        }
        return List.copyOf(loras);
    }

    private static Lora lora(Field field, @Nullable Object item) {
        if (item instanceof Lora given) {
            return given;
        }
        if (item instanceof CharSequence text) {
            return lora(text.toString().trim());
        }
        if (!(item instanceof Map<?, ?> map)) {
            throw new InvalidField(
                    field.name() + "[]", show(item), "is " + typeOf(item) + ", not a LoRA", "write path and scale");
        }
        for (Object key : map.keySet()) {
            if (!"path".equals(key) && !"scale".equals(key)) {
                throw new InvalidField(
                        field.name() + "[]." + key,
                        show(map.get(key)),
                        "is given for a field that does not exist",
                        "a LoRA has path and scale");
            }
        }
        Field path = new Field("loras[].path", Field.Type.TEXT, 0, 0, "", field.use(), "");
        Field scale = new Field("loras[].scale", Field.Type.NUMBER, 0, Lora.MAX_SCALE, "1", field.use(), "");
        Object given = map.get("scale");
        return new Lora(
                (String) read(path, map.get("path")), map.containsKey("scale") ? (Double) read(scale, given) : 1.0);
    }

    /** {@code path} or {@code path:scale}, as on a command line. */
    private static Lora lora(String text) {
        int colon = text.lastIndexOf(':');
        String tail = text.substring(colon + 1);
        return colon > 0 && NUMBER.matcher(tail).matches()
                ? new Lora(text.substring(0, colon), Double.parseDouble(tail))
                : new Lora(text, 1.0);
    }

    private static String range(Field field) {
        return "it takes " + plain(field.min()) + " to " + plain(field.max());
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String typeOf(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof List) {
            return "a list";
        }
        return value instanceof Map ? "a map" : "a text";
    }
}
