package io.controlnetflow.routes.engine;

import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What happens to a job whose POST has an unknown fate that the provider's list cannot settle. */
public enum OnDoubt {
    /** A person decides. The default. */
    HOLD,
    /** Sent again, knowing that it may be paid twice. */
    RESUBMIT,
    /** Given up, knowing that it may have been paid. */
    DROP;

    /** The word used in options. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws InvalidField when the word is none of hold, resubmit, drop
     */
    public static OnDoubt of(String word) {
        List<String> words = Arrays.stream(values()).map(OnDoubt::text).toList();
        String w = word.trim().toLowerCase(Locale.ROOT);
        if (!words.contains(w)) {
            throw new InvalidField("on-doubt", word, "is none of hold, resubmit, drop", Suggestion.hint(w, words));
        }
        return valueOf(w.toUpperCase(Locale.ROOT));
    }
}
