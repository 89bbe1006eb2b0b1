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

    /**
     * A run of which nothing is submitted, as the budget of its flow or of a run that calls it is used up.
     *
     * @param run its id
     * @param reason one sentence for a person, with what to do
     * @param until null: until the run is opened with a larger budget, or {@link #budgets} or {@link #goOn} is called
     */
    record Halt(String run, String reason, @Nullable Instant until) {}

    /** The runs that are halted now, and those that wait for them. */
    List<Halt> halts();

    /**
     * USD that what a person calls a run, and a day of the account, may reserve; null means no limit. A run is what was taken from a
     * folder together; else the run itself, with what it calls. A flow's own budget, see {@link Budget}, holds besides.
     */
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

    /** USD reserved and spent by a run and the runs that it calls. */
    BigDecimal ofRun(String run);

    /** The same of all runs of a flow, for this provider, since the given time. */
    BigDecimal ofFlow(String flow, Instant since);

    /** Spending since the given time. */
    Spending spending(Instant since);

    /** How many submits that were sent since the given time were accepted, on all nodes. */
    long acceptedSince(Instant since);

    record Event(long id, Instant at, @Nullable String job, String kind, String text) {}

    /** The newest events, newest first. */
    List<Event> events(int most);

    void event(@Nullable String job, String kind, String text);
}
