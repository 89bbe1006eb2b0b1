package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Account.Pause;
import io.controlnetflow.core.ledger.Jobs.Job;
import io.controlnetflow.core.ledger.sql.Payers.Payer;
import io.controlnetflow.core.ledger.sql.Taken.Whose;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the budgets leave within one claim: those of the account, and those that the flows of the runs set themselves. Used by one
 * thread, which holds the account's row.
 */
final class Purses {
    /** What becomes of a job. */
    enum Fit {
        YES,
        /** Its run is halted; others go on. */
        RUN_IS_OVER,
        /** The account is paused. */
        ACCOUNT_IS_OVER
    }

    /** @param over told what is taken when it is not enough */
    private record Purse(BigDecimal most, Supplier<BigDecimal> taken, Fit fit, Consumer<BigDecimal> over) {}

    private final Tx tx;
    private final AccountRow account;
    private final Payers payers;
    private final Instant midnight;
    private final Map<String, BigDecimal> taken = new HashMap<>();

    Purses(Tx tx, AccountRow account, Payers payers) {
        this.tx = tx;
        this.account = account;
        this.payers = payers;
        this.midnight = LocalDate.ofInstant(Instant.ofEpochMilli(tx.now), ZoneOffset.UTC)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** Takes the price out of every purse, or out of none; a purse that does not hold it stops its run or the account. */
    Fit take(Job job) {
        BigDecimal price = job.asked().price();
        Map<String, Purse> all = of(job);
        for (Map.Entry<String, Purse> one : all.entrySet()) {
            Purse purse = one.getValue();
            BigDecimal now =
                    taken.computeIfAbsent(one.getKey(), name -> purse.taken().get());
            if (now.add(price).compareTo(purse.most()) > 0) {
                purse.over().accept(now);
                return purse.fit();
            }
        }
        all.keySet().forEach(name -> taken.merge(name, price, BigDecimal::add));
        return Fit.YES;
    }

    /** By name, so that what two runs of a chain have in common is counted once. */
    private Map<String, Purse> of(Job job) {
        Map<String, Purse> all = new LinkedHashMap<>();
        List<Payer> chain = payers.of(job.asked().runId());
        chain.forEach(payer -> flows(all, job, payer));
        BigDecimal day = account.budgetDay();
        if (day != null) {
            Supplier<BigDecimal> today = () -> Taken.ofAll(tx.handle, midnight.toEpochMilli());
            all.put("day", new Purse(day, today, Fit.ACCOUNT_IS_OVER, now -> pause(job, "today", "day", now, day)));
        }
        BigDecimal run = account.budgetRun();
        if (run != null && !chain.isEmpty()) {
            String batch = chain.get(chain.size() - 1).batch();
            Supplier<BigDecimal> together = () -> Taken.of(tx.handle, Whose.BATCH, 0, batch);
            Consumer<BigDecimal> over = now -> pause(job, "in this run", "run", now, run);
            all.put("batch " + batch, new Purse(run, together, Fit.ACCOUNT_IS_OVER, over));
        }
        return all;
    }

    /** A flow's own: the stricter of two is asked first. */
    private void flows(Map<String, Purse> all, Job job, Payer payer) {
        BigDecimal run = payer.run();
        if (run != null) {
            Supplier<BigDecimal> its = () -> Taken.of(tx.handle, Whose.RUN, 0, payer.id());
            Consumer<BigDecimal> over = now -> halt(job, payer, "run", now, run, null);
            all.put("run " + payer.id(), new Purse(run, its, Fit.RUN_IS_OVER, over));
        }
        BigDecimal day = payer.day();
        if (day != null) {
            String name = "flow " + payer.flow() + " " + payer.provider();
            Supplier<BigDecimal> its =
                    () -> Taken.of(tx.handle, Whose.FLOW, midnight.toEpochMilli(), payer.flow(), payer.provider());
            Consumer<BigDecimal> over = now -> halt(job, payer, "day", now, day, tomorrow());
            Purse purse = new Purse(day, its, Fit.RUN_IS_OVER, over);
            all.merge(name, purse, (one, other) -> one.most().compareTo(other.most()) <= 0 ? one : other);
        }
    }

    private Instant tomorrow() {
        return midnight.plus(Duration.ofDays(1));
    }

    private void halt(Job job, Payer payer, String scope, BigDecimal now, BigDecimal budget, @Nullable Instant until) {
        String reason = "dag:" + payer.flow() + ": limits.budget." + scope + ": "
                + figures(job, now, budget, until == null ? "in this run" : "today (UTC)") + "; "
                + (until == null ? "to go on, write " : "goes on after midnight UTC; to go on before, write ")
                + scope + ": " + enough(job, now) + " or more there, and start again";
        Halts.set(tx, String.valueOf(job.asked().runId()), payer.id(), reason, until);
    }

    private void pause(Job job, String where, String scope, BigDecimal now, BigDecimal budget) {
        String reason = "budget: " + figures(job, now, budget, where) + "; to go on, start again with --budget-" + scope
                + " " + enough(job, now) + " or more";
        AccountRow.pause(tx, new Pause("budget", reason, scope.equals("day") ? tomorrow() : null));
    }

    private static String figures(Job job, BigDecimal now, BigDecimal budget, String where) {
        return usd(now) + " of " + usd(budget) + " reserved or spent " + where + ", job "
                + job.key().brief() + " (" + job.asked().label() + ") needs at least "
                + usd(job.asked().price());
    }

    private static String enough(Job job, BigDecimal now) {
        return now.add(job.asked().price()).stripTrailingZeros().toPlainString();
    }

    private static String usd(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return "$" + (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }
}
