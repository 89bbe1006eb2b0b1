package io.controlnetflow.core.embedded.call;

import java.util.Arrays;
import java.util.Locale;

/**
 * How much an account may do (source: the provider's page on rate limits, image models). Above the rate a submit is refused
 * with 429; above the concurrency a task is accepted and waits as {@code created}.
 */
public enum AccountTier {
    BRONZE(2, 2),
    SILVER(500, 300),
    GOLD(3_000, 3_000),
    ULTRA(5_000, 10_000),
    UNLIMITED(0, 0);

    private final int imagesPerMinute;
    private final int concurrentTasks;

    AccountTier(int imagesPerMinute, int concurrentTasks) {
        this.imagesPerMinute = imagesPerMinute;
        this.concurrentTasks = concurrentTasks;
    }

    /** Zero: no limit. */
    public int imagesPerMinute() {
        return imagesPerMinute;
    }

    /** Zero: no limit. */
    public int concurrentTasks() {
        return concurrentTasks;
    }

    /**
     * @throws IllegalArgumentException when the word names no level
     */
    public static AccountTier of(String word) {
        return Arrays.stream(values())
                .filter(t -> t.name().equalsIgnoreCase(word.trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("account level: " + word + " is none of "
                        + String.join(
                                ", ",
                                Arrays.stream(values())
                                        .map(t -> t.name().toLowerCase(Locale.ROOT))
                                        .toList())));
    }
}
