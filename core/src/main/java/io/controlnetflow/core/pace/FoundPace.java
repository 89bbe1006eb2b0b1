package io.controlnetflow.core.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The pace of submits to an account whose limits nobody named. It starts at 20 a second and doubles with each clean second. A
 * refusal ends that: once it is waited out and a single submit passes again, what was accepted meanwhile, over all the time it
 * took with the wait, is the new pace; from there it rises by a quarter, each time after being clean for as long as the last
 * wait was. A refusal that is over within seconds shows no limit of a minute: it halves the pace, to 20 a second at least.
 * Pure: time is given.
 *
 * @param perMinute submits a minute
 * @param measured true once a refusal has shown a limit
 * @param since when the present stretch of work began
 * @param last when a submit was accepted last
 * @param raised when the pace was set last
 * @param refused when the first of the present refusals came; null when the last submit was accepted
 * @param patience how long it must be clean before it rises
 */
public record FoundPace(
        int perMinute,
        boolean measured,
        Instant since,
        Instant last,
        Instant raised,
        @Nullable Instant refused,
        Duration patience) {
    /** 20 a second. */
    public static final int FIRST = 1_200;

    /** A thousand a second: no limit that is known is as high. */
    public static final int MOST = 60_000;

    private static final Duration CLEAN = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PAUSE_BETWEEN_STRETCHES = Duration.ofSeconds(5);
    private static final double RISE = 1.25;
    private static final int BURSTS_A_MINUTE = 240;

    /**
     * Goes on from a stored pace.
     *
     * @param stored submits a minute; zero when there is none
     */
    public static FoundPace start(int stored, Instant now) {
        return stored <= 0
                ? new FoundPace(FIRST, false, now, now, now, null, CLEAN)
                : new FoundPace(Math.min(stored, MOST), true, now, now, now, null, CLEAN);
    }

    /** How many may follow each other at once: a quarter of a second's worth. */
    public int burst() {
        return 1 + perMinute / BURSTS_A_MINUTE;
    }

    /**
     * A submit was accepted.
     *
     * @param sent when it was sent; one that was under way when another was refused says nothing about the limit
     * @param acceptedSince how many submits that were sent since a time were accepted, by whichever node
     */
    public FoundPace accepted(Instant sent, Instant now, ToLongFunction<Instant> acceptedSince) {
        Instant refusal = refused;
        if (refusal == null) {
            return clean(now);
        }
        return sent.isBefore(refusal) ? this : passed(refusal, now, acceptedSince);
    }

    private FoundPace passed(Instant refusal, Instant now, ToLongFunction<Instant> acceptedSince) {
        Duration waited = Duration.between(refusal, now);
        if (waited.compareTo(MOMENT) < 0) {
            int half = Math.min(perMinute, Math.max(FIRST, perMinute / 2));
            return new FoundPace(half, true, since, now, now, null, CLEAN);
        }
        Instant from = since.isBefore(refusal.minus(MINUTE)) ? refusal.minus(MINUTE) : since;
        long millis = Math.max(CLEAN.toMillis(), Duration.between(from, now).toMillis());
        // the one that has just passed belongs to the next stretch
        long accepted = Math.max(1, acceptedSince.applyAsLong(from) - 1);
        long rate = Math.round((double) accepted * MINUTE.toMillis() / millis);
        int found = (int) Math.max(1, Math.min(rate, perMinute));
        return new FoundPace(found, true, now, now, now, null, waited);
    }

    private FoundPace clean(Instant now) {
        Instant begun = Duration.between(last, now).compareTo(pause()) > 0 ? now : since;
        if (now.isBefore(raised.plus(patience)) || perMinute == MOST) {
            return new FoundPace(perMinute, measured, begun, now, raised, null, patience);
        }
        int higher = measured ? Math.max(perMinute + 1, (int) (perMinute * RISE)) : perMinute * 2;
        return new FoundPace(Math.min(higher, MOST), measured, begun, now, now, null, patience);
    }

    /** After this long without a submit the next ones are a new stretch of work. */
    private Duration pause() {
        Duration interval = MINUTE.dividedBy(perMinute).multipliedBy(5).dividedBy(2);
        return interval.compareTo(PAUSE_BETWEEN_STRETCHES) > 0 ? interval : PAUSE_BETWEEN_STRETCHES;
    }

    /** A submit was refused for its rate. */
    public FoundPace refused(Instant now) {
        return refused == null ? new FoundPace(perMinute, measured, since, last, raised, now, patience) : this;
    }
}
