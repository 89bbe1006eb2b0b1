package io.controlnetflow.core.pace;

import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What an account may do, by its level. The vendor's pages differ (Bronze 2 or 10 pictures a minute and 2 or 3 at once;
 * Silver 500 and 100 or 300; Gold 3,000 and 2,000 or 3,000; Ultra 5,000 and 5,000 or 10,000): the smaller numbers stand here,
 * because going too fast only earns refusals. The burst is our own choice. Zero means no limit.
 */
public enum AccountLevel {
    BRONZE(2, 2, 2),
    SILVER(500, 100, 100),
    GOLD(3_000, 500, 2_000),
    ULTRA(5_000, 500, 5_000),
    /** No limit of ours; the provider's still hold. */
    UNLIMITED(0, 0, 0);

    private final int perMinute;
    private final int burst;
    private final int concurrent;

    AccountLevel(int perMinute, int burst, int concurrent) {
        this.perMinute = perMinute;
        this.burst = burst;
        this.concurrent = concurrent;
    }

    /** Submits a minute. */
    public int perMinute() {
        return perMinute;
    }

    /** Submits that may follow each other at once, after a pause. */
    public int burst() {
        return burst;
    }

    /** Predictions that may be under way at once. */
    public int concurrent() {
        return concurrent;
    }

    /** The word used in options. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws InvalidField when the word names no level
     */
    public static AccountLevel of(String word) {
        String wanted = word.trim().toLowerCase(Locale.ROOT);
        List<String> words = Arrays.stream(values()).map(AccountLevel::text).toList();
        return Arrays.stream(values())
                .filter(level -> level.text().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new InvalidField(
                        "account-level",
                        word,
                        "is none of " + String.join(", ", words),
                        Suggestion.hint(wanted, words)));
    }
}
