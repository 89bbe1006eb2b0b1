package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Account.Limits;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Jobs.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The claim before the POST: the account's row is locked, so pause, rate, concurrency and budgets hold for all nodes; then
 * as many jobs as fit get an attempt, a lease and a reserve, in the same transaction.
 */
final class Claims {
    private record Terms(Limits limits, double tokens, long last) {}

    /** How often it is looked again when all that was found is of runs whose budget is used up. */
    private static final int LOOKS = 20;

    private Claims() {}

    static List<Claim> claim(Tx tx, int freeSlots, Duration lease) {
        AccountRow account = AccountRow.lock(tx);
        if (account.pausedAt(tx.now).isPresent()) {
            return List.of();
        }
        Terms terms = new Terms(account.limits(), account.tokensAt(tx.now), account.lastAttempt());
        int most = allowed(tx, terms, freeSlots);
        if (most <= 0) {
            return List.of();
        }
        Affordable affordable = Affordable.NOTHING;
        for (int look = 0; look < LOOKS && affordable.looksAgain(); look++) {
            affordable = affordable(tx, account, ready(tx, most));
        }
        List<Job> jobs = affordable.jobs;
        if (jobs.isEmpty()) {
            return List.of();
        }
        tx.run(
                "update flow_account set tokens = ?, refilled_at = ?, last_attempt = ? where account_id = 1",
                terms.tokens - jobs.size(),
                tx.now,
                terms.last + jobs.size());
        tx.force();
        return write(tx, affordable, terms.last, tx.now + lease.toMillis());
    }

    private static List<Job> ready(Tx tx, int most) {
        return tx.handle
                .select(
                        "select j.*, cast(null as varchar) as prediction from flow_job j where state = 'READY'"
                                + " and due <= ? and (? = '' or provider = ?) and " + Halts.NONE
                                + " order by state, due fetch first ? rows only" + tx.database.skipLocked(),
                        tx.now,
                        tx.provider,
                        tx.provider,
                        tx.now,
                        most)
                .map(Rows::job)
                .list();
    }

    private static int allowed(Tx tx, Terms terms, int freeSlots) {
        int most = freeSlots;
        if (terms.limits.perMinute() > 0) {
            most = (int) Math.min(most, Math.floor(terms.tokens));
        }
        if (terms.limits.concurrent() > 0 && most > 0) {
            long inFlight = tx.handle
                    .select(
                            "select count(*) from flow_job where state in ('SUBMITTING', 'POLLING', 'IN_DOUBT')"
                                    + " and (? = '' or provider = ?)",
                            tx.provider,
                            tx.provider)
                    .mapTo(Long.class)
                    .one();
            most = (int) Math.min(most, terms.limits.concurrent() - inFlight);
        }
        return most;
    }

    /**
     * @param payers whom the jobs count for; null before the first look
     * @param halted true when a run was stopped by its flow's budget
     */
    private record Affordable(List<Job> jobs, @Nullable Payers payers, boolean halted) {
        static final Affordable NOTHING = new Affordable(List.of(), null, true);

        boolean looksAgain() {
            return jobs.isEmpty() && halted;
        }

        List<Payers.Payer> payers(Job job) {
            return payers == null ? List.of() : payers.of(job.asked().runId());
        }
    }

    /** The jobs whose price still fits; the first that does not fit pauses the account, or halts its run. */
    private static Affordable affordable(Tx tx, AccountRow account, List<Job> ready) {
        Payers payers = new Payers(
                tx,
                ready.stream()
                        .map(job -> job.asked().runId())
                        .filter(Objects::nonNull)
                        .toList());
        Purses purses = new Purses(tx, account, payers);
        Set<String> halted = new HashSet<>();
        List<Job> fit = new ArrayList<>();
        for (Job job : ready) {
            String run = String.valueOf(job.asked().runId());
            if (halted.contains(run)) {
                continue;
            }
            switch (purses.take(job)) {
                case YES -> fit.add(job);
                case RUN_IS_OVER -> halted.add(run);
                case ACCOUNT_IS_OVER -> {
                    return new Affordable(fit, payers, false);
                }
            }
        }
        return new Affordable(fit, payers, !halted.isEmpty());
    }

    private static List<Claim> write(Tx tx, Affordable affordable, long last, long leaseUntil) {
        PreparedBatch updates = tx.handle.prepareBatch(
                "update flow_job set state = 'SUBMITTING', attempt = ?,"
                        + " attempts = attempts + 1, owner = ?, lease_until = ?, submitted_at = ?, problem = null where job_key = ?");
        PreparedBatch attempts = tx.handle.prepareBatch(
                "insert into flow_attempt (attempt_id, job_key, run_id, state,"
                        + " owner, price, money, sent_at, lease_until, looks) values (?, ?, ?, 'OPEN', ?, ?, 'RESERVED', ?, ?, 0)");
        PreparedBatch charges = tx.handle.prepareBatch("insert into flow_charge (attempt_id, run_id) values (?, ?)");
        List<Claim> claims = new ArrayList<>();
        long attempt = last;
        for (Job job : affordable.jobs) {
            attempt++;
            updates.add(attempt, tx.node, leaseUntil, tx.now, job.key().hex());
            attempts.add(
                    attempt,
                    job.key().hex(),
                    job.asked().runId(),
                    tx.node,
                    job.asked().price(),
                    tx.now,
                    leaseUntil);
            for (Payers.Payer payer : affordable.payers(job)) {
                if (!payer.id().equals(job.asked().runId())) {
                    charges.add(attempt, payer.id());
                }
            }
            tx.event(job.key().hex(), "submitting", "attempt " + attempt + " by " + tx.node);
            claims.add(new Claim(attempt, submitting(job, tx.now), Instant.ofEpochMilli(leaseUntil)));
        }
        updates.execute();
        attempts.execute();
        if (charges.size() > 0) {
            charges.execute();
        }
        return claims;
    }

    private static Job submitting(Job job, long now) {
        return new Job(
                job.asked(),
                JobState.SUBMITTING,
                job.body(),
                job.predictionId(),
                job.result(),
                job.outputs(),
                job.cost(),
                null,
                job.attempts() + 1,
                job.polls(),
                job.due(),
                job.createdAt(),
                Instant.ofEpochMilli(now),
                job.acceptedAt(),
                job.resumedAt(),
                job.processingAt(),
                job.completedAt(),
                job.doneAt());
    }
}
