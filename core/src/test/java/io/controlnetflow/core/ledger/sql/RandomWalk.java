package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Account.Limits;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Jobs.NextPoll;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One thread of people, stages and accidents that does anything at any time, also what makes no sense: answers that come
 * twice or too late, ids that belong to others, decisions on jobs that need none.
 */
final class RandomWalk implements Runnable {
    static final int JOBS = 12;
    static final int RUNS = 4;
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final int PREDICTIONS = 60;

    private final Ledger ledger;
    private final SettableClock clock;
    private final Queue<Claim> claims;
    private final AtomicInteger claimed;
    private final Random random;
    private final int steps;

    RandomWalk(Ledger ledger, SettableClock clock, Queue<Claim> claims, AtomicInteger claimed, long seed, int steps) {
        this.ledger = ledger;
        this.clock = clock;
        this.claims = claims;
        this.claimed = claimed;
        this.random = new Random(seed);
        this.steps = steps;
    }

    @Override
    public void run() {
        for (int step = 0; step < steps; step++) {
            try {
                step();
            } catch (IllegalStateException e) {
                // a person's word that did not fit: refused, nothing changed
            }
        }
    }

    private void step() {
        JobKey key = LedgerContract.key(random.nextInt(JOBS));
        Instant soon = clock.instant().plusMillis(random.nextInt(3_000));
        String prediction = "p" + random.nextInt(PREDICTIONS);
        switch (random.nextInt(28)) {
            case 0, 1 -> ledger.jobs().ready(key, "{}");
            case 2, 3, 4 -> submit(prediction, soon);
            case 5 -> answerAgain(prediction, soon);
            case 6 ->
                ledger.jobs().claimDue(soon, 5, LEASE).forEach(job -> ledger.jobs()
                        .stillRunning(List.of(new NextPoll(job.key(), soon, true))));
            case 7, 8 -> ledger.jobs().completed(key, "{}");
            case 9, 10 -> ledger.jobs().downloaded(key, "[]");
            case 11 -> ledger.jobs().failed(key, "failed");
            case 12 -> ledger.jobs().parked(key, "parked");
            case 13 -> ledger.jobs().resume(key);
            case 14, 15 -> ledger.jobs().retry(key);
            case 16 -> ledger.jobs().cancel(key);
            case 17 -> ledger.doubts().sweepExpired(random.nextInt(20) == 0);
            case 18 -> ledger.doubts().adopt(key, prediction, soon);
            case 19 -> ledger.doubts().provenAbsent(key, "absent");
            case 20 -> ledger.doubts().hold(key, "held");
            case 21 -> ledger.doubts().resubmit(key);
            case 22 -> ledger.doubts().drop(key);
            case 23 -> clock.pass(Duration.ofMillis(random.nextInt(2_000)));
            case 24 -> ledger.runs().again("r" + random.nextInt(RUNS));
            case 25 -> ledger.orders().cancel("r" + random.nextInt(RUNS));
            case 26 -> ledger.orders().retry("r" + random.nextInt(RUNS));
            default -> cells();
        }
        if (random.nextInt(40) == 0) {
            ledger.account().limits(new Limits(random.nextInt(2) * 6_000, 5, random.nextInt(2) * 6));
            ledger.account().goOn();
            ledger.nodes().beat(LEASE);
        }
    }

    private void submit(String prediction, Instant soon) {
        for (Claim claim : ledger.jobs().claimForSubmit(1 + random.nextInt(3), LEASE)) {
            claimed.incrementAndGet();
            claims.add(claim);
            answer(claim, prediction, soon);
        }
    }

    private void answerAgain(String prediction, Instant soon) {
        Claim old = claims.poll();
        if (old != null) {
            answer(old, prediction, soon);
        }
    }

    private void answer(Claim claim, String prediction, Instant soon) {
        switch (random.nextInt(5)) {
            case 0, 1 -> ledger.jobs().accepted(claim, prediction, soon);
            case 2 -> ledger.jobs().refused(claim, soon, "refused");
            case 3 -> ledger.jobs().rejected(claim, "rejected");
            default -> ledger.jobs().inDoubt(claim, "in doubt");
        }
    }

    private void cells() {
        for (Cell cell : ledger.runs().claimReady(3)) {
            switch (random.nextInt(6)) {
                case 0 -> ledger.runs().failed(cell.id(), "failed");
                case 1, 2 -> ledger.runs().done(cell.id(), "1");
                default ->
                    ledger.runs()
                            .waiting(
                                    cell.id(),
                                    LedgerContract.key(random.nextInt(JOBS)).hex(),
                                    false);
            }
        }
    }
}
