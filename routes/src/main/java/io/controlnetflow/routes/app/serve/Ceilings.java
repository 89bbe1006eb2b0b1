package io.controlnetflow.routes.app.serve;

import io.controlnetflow.core.dag.Limits;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.engine.EngineSettings;
import io.controlnetflow.routes.engine.plan.RunOutlook;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The budgets that what is planned would exceed, with what is reserved and spent already. */
public final class Ceilings {
    private final Account account;
    private final EngineSettings settings;
    private final Instant midnight;
    private final List<String> exceeded = new ArrayList<>();

    public Ceilings(Account account, EngineSettings settings, Clock clock) {
        this.account = account;
        this.settings = settings;
        this.midnight = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** One sentence each, with the figures and what to do. */
    public List<String> exceeded(Preview preview) {
        for (Preview.Batch batch : preview.runs()) {
            BigDecimal taken = batch.folder() ? BigDecimal.ZERO : taken(batch.runs());
            check("--budget-run", settings.budgetRun(), Preview.sum(batch.runs()), taken, "");
        }
        Account.Spending today = account.spending(midnight);
        check(
                "--budget-day",
                settings.budgetDay(),
                preview.price(),
                today.spent().add(today.reserved()),
                " today (UTC)");
        Map<String, List<RunOutlook>> flows = new LinkedHashMap<>();
        runs(preview.all(), flows);
        flows.forEach((flow, runs) -> flow(flow, runs));
        return List.copyOf(exceeded);
    }

    private BigDecimal taken(List<RunOutlook> runs) {
        return runs.stream().map(run -> account.ofRun(run.run())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** By their flow, those that are called too. */
    private static void runs(List<RunOutlook> some, Map<String, List<RunOutlook>> into) {
        for (RunOutlook run : some) {
            into.computeIfAbsent(run.flow().name(), name -> new ArrayList<>()).add(run);
            runs(run.called(), into);
        }
    }

    private void flow(String flow, List<RunOutlook> runs) {
        Limits limits = runs.get(0).flow().spec().limits();
        String where = "dag:" + flow + ": limits.budget.";
        for (RunOutlook run : runs) {
            check(where + "run", limits.run(), run.price(), account.ofRun(run.run()), " for " + run.label());
        }
        check(
                where + "day",
                limits.day(),
                Preview.sum(runs),
                limits.day() == null ? BigDecimal.ZERO : account.ofFlow(flow, midnight),
                " today (UTC)");
    }

    private void check(String what, @Nullable BigDecimal most, BigDecimal price, BigDecimal taken, String when) {
        BigDecimal all = price.add(taken);
        if (most != null && price.signum() > 0 && all.compareTo(most) > 0) {
            exceeded.add(what + ": " + Style.usd(most) + " is less than at least " + Style.usd(price)
                    + (taken.signum() > 0 ? " more than the " + Style.usd(taken) + " reserved or spent" : "") + when
                    + "; run stops there, give " + all.stripTrailingZeros().toPlainString() + " or more to have all");
        }
    }
}
