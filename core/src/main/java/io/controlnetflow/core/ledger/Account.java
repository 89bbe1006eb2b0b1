package io.controlnetflow.core.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What holds for the whole account, on all nodes. */
public interface Account {
    /**
     * @param code {@code 401}, {@code 402}, {@code budget} or another short word
     * @param reason one sentence for a person, with what to do
     * @param until null: until {@link #goOn}
     */
    record Pause(String code, String reason, @Nullable Instant until) {}

    /** No further submit is claimed. */
    void pause(Pause pause);

    /** The pause that holds now. */
    Optional<Pause> paused();

    void goOn();

    /**
     * Submits per minute, burst, and how many may be in flight at once; zero means no limit.
     */
    record Limits(int perMinute, int burst, int concurrent) {
        public static final Limits NONE = new Limits(0, 0, 0);
    }

    /** Sets the limits that every node's claims obey. */
    void limits(Limits limits);

    Limits limits();

    /** USD a run and a day may reserve; null means no limit. */
    void budgets(@Nullable BigDecimal run, @Nullable BigDecimal day);

    /**
     * USD.
     *
     * @param reserved sent or being sent, not settled
     * @param spent completed
     * @param released failed or never accepted
     * @param posts how many POSTs were made
     */
    record Spending(BigDecimal reserved, BigDecimal spent, BigDecimal released, long posts) {}

    /** Spending since the given time. */
    Spending spending(Instant since);

    /** How many submits that were sent since the given time were accepted, on all nodes. */
    long acceptedSince(Instant since);

    record Event(long id, Instant at, @Nullable String job, String kind, String text) {}

    /** The newest events, newest first. */
    List<Event> events(int most);

    void event(@Nullable String job, String kind, String text);
}
