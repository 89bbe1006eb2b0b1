package io.controlnetflow.core.ledger.sql;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Time as an object, so that no test waits for it. */
final class SettableClock extends Clock {
    private final AtomicLong now =
            new AtomicLong(Instant.parse("2026-11-22T12:00:00Z").toEpochMilli());

    void pass(Duration time) {
        now.addAndGet(time.toMillis());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
