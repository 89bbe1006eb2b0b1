package io.controlnetflow.core.job;

import java.util.Locale;

/** How a picture is brought to the requested size. */
public enum Fit {
    /** Fills the size; what stands over is cut. */
    COVER,
    /** Shows the whole picture; what is missing is padded. */
    CONTAIN;

    /** The word used in options and files. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws InvalidField when the word is neither cover nor contain
     */
    public static Fit of(String word) {
        for (Fit fit : values()) {
            if (fit.text().equals(word.trim().toLowerCase(Locale.ROOT))) {
                return fit;
            }
        }
        throw new InvalidField("fit", word, "is neither cover nor contain", "");
    }
}
