package io.controlnetflow.routes.stage;

import java.time.Clock;
import java.time.Duration;

/** One gate a sweep. */
public record Gates(Gate prepare, Gate submit, Gate poll, Gate download, Gate reconcile, Gate cells) {
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** Gates that look once a second when nothing signals; polls look on every tick while anything is in flight, submits while
     * the rate lets them go one by one. */
    public static Gates of(Clock clock) {
        return new Gates(
                new Gate(clock, IDLE, Duration.ZERO),
                new Gate(clock, IDLE, Duration.ofSeconds(2)),
                new Gate(clock, IDLE, Duration.ofSeconds(15)),
                new Gate(clock, IDLE, Duration.ZERO),
                new Gate(clock, IDLE, Duration.ZERO),
                new Gate(clock, IDLE, Duration.ZERO));
    }

    /** All of them look at the next tick. */
    public void all() {
        prepare.signal();
        submit.signal();
        poll.signal();
        download.signal();
        reconcile.signal();
        cells.signal();
    }
}
