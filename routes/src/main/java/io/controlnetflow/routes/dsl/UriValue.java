package io.controlnetflow.routes.dsl;

import java.util.regex.Pattern;

/** A value of {@code parameters:}, which Camel joins to a URI without encoding it. Pure functions. */
final class UriValue {
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,8}");
    private static final String SPECIAL = "&%+";

    private UriValue() {}

    /** The value as it is where that can be, else in Camel's {@code RAW(…)}; numbers and truths need no quotes. */
    static Object of(String value) {
        if (WHOLE.matcher(value).matches()) {
            return Integer.valueOf(value);
        }
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        boolean plain = value.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0) && !value.startsWith("RAW");
        if (plain) {
            return value;
        }
        return value.contains(")&") ? "RAW{" + value + "}" : "RAW(" + value + ")";
    }
}
