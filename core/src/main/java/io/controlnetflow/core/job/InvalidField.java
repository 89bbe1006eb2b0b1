package io.controlnetflow.core.job;

/** A field whose value cannot be used. The message names the field, the value and what is wrong with it. */
public final class InvalidField extends IllegalArgumentException {
    private final String field;

    private InvalidField(String message, String field) {
        super(message);
        this.field = field;
    }

    /**
     * @param field the field in the API's words
     * @param value the value as given; shortened in the message
     * @param wrong what is wrong, as in "is outside 0 to 2"
     * @param hint what to do, or empty
     */
    public InvalidField(String field, Object value, String wrong, String hint) {
        super(field + ": " + shorten(String.valueOf(value)) + " " + wrong + (hint.isEmpty() ? "" : "; " + hint));
        this.field = field;
    }

    /** The field in the API's words. */
    public String field() {
        return field;
    }

    /** The same complaint with the place in front: {@code <file or node>: <field>: <value> is ...}. */
    public InvalidField in(String place) {
        return place.isEmpty() ? this : new InvalidField(place + ": " + getMessage(), field);
    }

    /** The same complaint with what happens next behind it. */
    public InvalidField then(String next) {
        return new InvalidField(getMessage() + "; " + next, field);
    }

    private static String shorten(String value) {
        return value.length() <= 80 ? value : value.substring(0, 77) + "...";
    }
}
