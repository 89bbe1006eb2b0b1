package io.controlnetflow.routes.stage;

import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.pace.FoundPace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the ledger's limit at the pace that was found, which holds for all nodes. Does nothing when the limits are given. Thread-safe. */
public final class Pacer {
    private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);

    private final @Nullable Account account;
    private @Nullable FoundPace pace;

    private Pacer(@Nullable Account account, @Nullable FoundPace pace) {
        this.account = account;
        this.pace = pace;
    }

    /** The limits are given and stay. */
    public static Pacer given() {
        return new Pacer(null, null);
    }

    /** Goes on from the limit in the ledger, and starts one when there is none. */
    public static Pacer finding(Account account, Instant now) {
        FoundPace pace = FoundPace.start(account.limits().perMinute(), now);
        Pacer pacer = new Pacer(account, pace);
        write(account, pace);
        return pacer;
    }

    synchronized void accepted(Instant sent, Instant now) {
        FoundPace before = pace;
        if (before == null || account == null) {
            return;
        }
        FoundPace after = before.accepted(sent, now, account::acceptedSince);
        pace = after;
        if (after.perMinute() != before.perMinute()) {
            write(account, after);
        }
        if (before.refused() != null && after.refused() == null) {
            LOG.info("the provider takes about {} submits a minute; that is the pace now", after.perMinute());
        }
    }

    synchronized void refused(Instant now) {
        if (pace != null) {
            pace = pace.refused(now);
        }
    }

    private static void write(Account account, FoundPace found) {
        account.limits(new Account.Limits(found.perMinute(), found.burst(), 0));
    }
}
