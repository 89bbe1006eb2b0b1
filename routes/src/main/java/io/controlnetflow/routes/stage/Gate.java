package io.controlnetflow.routes.stage;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says on each tick whether a sweep is worth a query: at once after a signal, for a while after work was found, and else only
 * every so often. Thread-safe.
 */
public final class Gate {
    private final Clock clock;
    private final Duration idle;
    private final Duration warm;
    private final AtomicBoolean signalled = new AtomicBoolean(true);
    private volatile long lastLook;
    private volatile long lastWork;

    /**
     * @param idle between two looks when there was no signal
     * @param warm how long every tick is a look after work was found
     */
    public Gate(Clock clock, Duration idle, Duration warm) {
        this.clock = clock;
        this.idle = idle;
        this.warm = warm;
    }

    /** Work was added: the next tick looks. */
    public void signal() {
        signalled.set(true);
    }

    /** A look found work. */
    public void found() {
        lastWork = clock.millis();
    }

    /** True when this tick should look; asked once a tick. */
    public boolean open() {
        long now = clock.millis();
        boolean open = signalled.getAndSet(false)
                || now - lastLook >= idle.toMillis()
                || now - lastWork < warm.toMillis()
                || now < lastLook;
        if (open) {
            lastLook = now;
        }
        return open;
    }
}
