package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Account.Limits;
import io.controlnetflow.core.ledger.Account.Pause;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Jobs.Job;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The claim before the POST: the account's row is locked, so pause, rate, concurrency and budgets hold for all nodes; then
 * as many jobs as fit get an attempt, a lease and a reserve, in the same transaction.
 */
final class Claims {
    private record Terms(
            Limits limits,
            @Nullable BigDecimal runBudget,
            @Nullable BigDecimal dayBudget,
            double tokens,
            long last) {}

    private static final String OF_BATCH =
            "(run_id = ? or run_id in (select r.run_id from flow_run r where r.batch = ?))";

    private Claims() {}

    static List<Claim> claim(Tx tx, int freeSlots, Duration lease) {
        AccountRow account = AccountRow.lock(tx);
        if (account.pausedAt(tx.now).isPresent()) {
            return List.of();
        }
        Terms terms = new Terms(
                account.limits(),
                account.budgetRun(),
                account.budgetDay(),
                account.tokensAt(tx.now),
                account.lastAttempt());
        int most = allowed(tx, terms, freeSlots);
        if (most <= 0) {
            return List.of();
        }
        List<Job> ready = tx.handle
                .select(
                        "select j.*, cast(null as varchar) as prediction from flow_job j where state = 'READY'"
                                + " and due <= ? and (? = '' or provider = ?) order by state, due"
                                + " fetch first ? rows only" + tx.database.skipLocked(),
                        tx.now,
                        tx.provider,
                        tx.provider,
                        most)
                .map(Rows::job)
                .list();
        List<Job> affordable = affordable(tx, terms, ready);
        if (affordable.isEmpty()) {
            return List.of();
        }
        tx.run(
                "update flow_account set tokens = ?, refilled_at = ?, last_attempt = ? where account_id = 1",
                terms.tokens - affordable.size(),
                tx.now,
                terms.last + affordable.size());
        tx.force();
        return write(tx, affordable, terms.last, tx.now + lease.toMillis());
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

    /** The jobs whose price still fits; the first that does not fit pauses the account. */
    private static List<Job> affordable(Tx tx, Terms terms, List<Job> ready) {
        if (terms.runBudget == null && terms.dayBudget == null) {
            return ready;
        }
        Instant midnight = LocalDate.ofInstant(Instant.ofEpochMilli(tx.now), ZoneOffset.UTC)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        BigDecimal today =
                terms.dayBudget == null ? BigDecimal.ZERO : taken(tx, "sent_at >= ?", midnight.toEpochMilli());
        Map<String, BigDecimal> runs = new HashMap<>();
        List<Job> fit = new ArrayList<>();
        for (Job job : ready) {
            BigDecimal price = job.asked().price();
            String run = job.asked().runId();
            if (terms.dayBudget != null && today.add(price).compareTo(terms.dayBudget) > 0) {
                Instant tomorrow = midnight.plus(Duration.ofDays(1));
                pause(tx, job, "today", "day", today, terms.dayBudget, tomorrow);
                break;
            }
            if (terms.runBudget != null && run != null) {
                BigDecimal ofRun = runs.computeIfAbsent(batch(tx, run), id -> taken(tx, OF_BATCH, id, id));
                if (ofRun.add(price).compareTo(terms.runBudget) > 0) {
                    pause(tx, job, "in this run", "run", ofRun, terms.runBudget, null);
                    break;
                }
                runs.put(batch(tx, run), ofRun.add(price));
            }
            today = today.add(price);
            fit.add(job);
        }
        return fit;
    }

    /** What a person calls a run: all pictures that were taken together; else the run itself. */
    private static String batch(Tx tx, String run) {
        return tx.handle
                .select("select batch from flow_run where run_id = ?", run)
                .mapTo(String.class)
                .findFirst()
                .orElse(run);
    }

    private static BigDecimal taken(Tx tx, String where, Object... value) {
        return tx.handle
                .select(
                        "select coalesce(sum(price), 0) from flow_attempt where money in ('RESERVED', 'SPENT') and "
                                + where,
                        value)
                .mapTo(BigDecimal.class)
                .one();
    }

    private static void pause(
            Tx tx, Job job, String where, String scope, BigDecimal taken, BigDecimal budget, @Nullable Instant until) {
        String reason = "budget: " + usd(taken) + " of " + usd(budget) + " reserved or spent " + where + ", job "
                + job.key().brief() + " (" + job.asked().label() + ") needs at least "
                + usd(job.asked().price()) + "; to go on, start again with --budget-" + scope + " "
                + taken.add(job.asked().price()).stripTrailingZeros().toPlainString() + " or more";
        AccountRow.pause(tx, new Pause("budget", reason, until));
    }

    private static String usd(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return "$" + (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }

    private static List<Claim> write(Tx tx, List<Job> jobs, long last, long leaseUntil) {
        PreparedBatch updates = tx.handle.prepareBatch(
                "update flow_job set state = 'SUBMITTING', attempt = ?,"
                        + " attempts = attempts + 1, owner = ?, lease_until = ?, submitted_at = ?, problem = null where job_key = ?");
        PreparedBatch attempts = tx.handle.prepareBatch(
                "insert into flow_attempt (attempt_id, job_key, run_id, state,"
                        + " owner, price, money, sent_at, lease_until, looks) values (?, ?, ?, 'OPEN', ?, ?, 'RESERVED', ?, ?, 0)");
        List<Claim> claims = new ArrayList<>();
        long attempt = last;
        for (Job job : jobs) {
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
            tx.event(job.key().hex(), "submitting", "attempt " + attempt + " by " + tx.node);
            claims.add(new Claim(attempt, submitting(job, tx.now), Instant.ofEpochMilli(leaseUntil)));
        }
        updates.execute();
        attempts.execute();
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
