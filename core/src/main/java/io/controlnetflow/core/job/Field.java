package io.controlnetflow.core.job;

/**
 * One parameter that a person may give.
 *
 * @param name in the API's words
 * @param type what its value must be
 * @param min smallest number; of no meaning for other types
 * @param max largest number; of no meaning for other types
 * @param standard the default as text; empty when there is none or when it depends on the control map's kind
 * @param use what the parameter is for
 * @param description one sentence for a person
 */
public record Field(String name, Type type, double min, double max, String standard, Use use, String description) {
    /** What a value must be. */
    public enum Type {
        TEXT,
        INTEGER,
        NUMBER,
        SIZE,
        LORAS,
        OUTPUT_FORMAT,
        BOOLEAN,
        CONTROL_KIND,
        FIT,
        MODEL
    }

    /** What a parameter is for. */
    public enum Use {
        /** Sent to the API and part of the job's key. */
        INPUT,
        /** Sent to the API, changes only the transport, outside the job's key. */
        TRANSPORT,
        /** Ours: never sent. */
        LOCAL
    }

    /**
     * Checks a value and brings it into its type.
     *
     * @param value a String, Number, Boolean, List, Map, or a value of this field's own type
     * @throws InvalidField when it does not fit; names field, value and range
     */
    public Object read(Object value) {
        return Values.read(this, value);
    }
}
