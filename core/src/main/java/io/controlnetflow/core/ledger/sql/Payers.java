package io.controlnetflow.core.ledger.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runs that a job counts for: its own, the one that calls that, and so on. Used by one thread. */
final class Payers {
    /**
     * @param run USD that this run may reserve, by its flow's word
     * @param day USD that a day of its flow may
     */
    record Payer(
            String id,
            String flow,
            String provider,
            String batch,
            @Nullable BigDecimal run,
            @Nullable BigDecimal day,
            @Nullable String caller) {}

    private final Tx tx;
    private final Map<String, Payer> known = new HashMap<>();

    /** @param runs that will be asked for */
    Payers(Tx tx, Collection<String> runs) {
        this.tx = tx;
        load(runs);
    }

    private void load(Collection<String> runs) {
        Set<String> next = new TreeSet<>(runs);
        while (!next.isEmpty()) {
            List<Payer> found = tx.handle
                    .createQuery("select run_id, flow, provider, batch, budget_run, budget_day, caller from flow_run"
                            + " where run_id = any(:ids)")
                    .bindArray("ids", String.class, next)
                    .map((row, context) -> new Payer(
                            row.getString("run_id"),
                            row.getString("flow"),
                            row.getString("provider"),
                            row.getString("batch"),
                            row.getBigDecimal("budget_run"),
                            row.getBigDecimal("budget_day"),
                            row.getString("caller")))
                    .list();
            found.forEach(payer -> known.put(payer.id(), payer));
            next = found.stream()
                    .map(Payer::caller)
                    .filter(Objects::nonNull)
                    .filter(caller -> !known.containsKey(caller))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The run first, who calls it next; none for a job that no run asked for. */
    List<Payer> of(@Nullable String run) {
        List<Payer> chain = new ArrayList<>();
        Payer next = run == null ? null : known.get(run);
        while (next != null && !chain.contains(next)) {
            chain.add(next);
            next = next.caller() == null ? null : known.get(next.caller());
        }
        return chain;
    }
}
