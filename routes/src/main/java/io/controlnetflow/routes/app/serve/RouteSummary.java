package io.controlnetflow.routes.app.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.engine.Engine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What a person's own routes have done. Immutable.
 *
 * @param exchanges that ended well
 * @param failed that did not
 * @param failures their messages, as far as kept
 * @param underWay exchanges that have not ended
 * @param jobs all jobs of the ledger by state
 * @param posts submits since the start
 * @param spent USD since the start
 * @param paused why nothing is sent, of the account or of a run, or null
 */
record RouteSummary(
        long exchanges,
        long failed,
        List<String> failures,
        int underWay,
        Map<JobState, Long> jobs,
        long posts,
        BigDecimal spent,
        Account.@Nullable Pause paused) {
    RouteSummary {
        failures = List.copyOf(failures);
        jobs = Map.copyOf(jobs);
    }

    /** What stands now; the ledger is asked only when a route has made an engine. */
    static RouteSummary of(CamelContext context, RouteActivity activity, Instant since) {
        int underWay = RouteActivity.underWay(context);
        Engine engine = context.hasService(Engine.class);
        if (engine == null) {
            return new RouteSummary(
                    activity.done(),
                    activity.failed(),
                    activity.failures(),
                    underWay,
                    Map.of(),
                    0,
                    BigDecimal.ZERO,
                    null);
        }
        Ledger ledger = engine.ledger();
        Account.Spending spending = ledger.account().spending(since);
        Optional<Account.Pause> pause = ledger.account().paused().or(() -> ledger.account().halts().stream()
                .findFirst()
                .map(halt -> new Account.Pause("budget", halt.reason(), halt.until())));
        return new RouteSummary(
                activity.done(),
                activity.failed(),
                activity.failures(),
                underWay,
                ledger.jobs().countByState(),
                spending.posts(),
                spending.spent(),
                pause.orElse(null));
    }

    long count(JobState state) {
        return jobs.getOrDefault(state, 0L);
    }

    /** True when no job changes by itself: what is not sent stays so while nothing is sent. */
    boolean jobsRest() {
        return jobs.entrySet().stream().allMatch(e -> e.getKey().settled() || e.getValue() == 0 || waits(e.getKey()));
    }

    private boolean waits(JobState state) {
        return paused != null && (state == JobState.NEW || state == JobState.READY);
    }

    int code() {
        if (paused != null) {
            return ExitCode.PAUSED;
        }
        if (failed > 0) {
            return ExitCode.FAILED;
        }
        return count(JobState.IN_DOUBT) + count(JobState.HELD) + count(JobState.PARKED) > 0
                ? ExitCode.WAITS_FOR_A_PERSON
                : ExitCode.DONE;
    }

    String line(Duration elapsed, Style style) {
        String dot = style.dim(style.pick(" · ", " | "));
        return "  " + style.bold(Style.count(exchanges, "exchange") + " done") + dot + underWay + " under way" + dot
                + count(JobState.POLLING) + " generating" + dot + Style.time(elapsed);
    }

    /** @param code what all came to, the folders and runs that were told of besides included */
    String text(Duration elapsed, int code, Style style) {
        StringBuilder text =
                new StringBuilder(head(code, style) + " in " + Style.time(elapsed) + System.lineSeparator());
        text.append("  ")
                .append(style.bold(Style.count(exchanges, "exchange") + " done, submits " + posts + ", cost "
                        + Style.usd(spent) + ", in doubt " + count(JobState.IN_DOUBT) + ", held "
                        + count(JobState.HELD) + ", failed " + failed));
        for (String failure : failures) {
            text.append(System.lineSeparator()).append("  " + style.bad(style.pick("✗", "x")) + " " + failure);
        }
        if (paused != null) {
            text.append(System.lineSeparator())
                    .append("  " + style.caution("!") + " paused (" + paused.code() + "): " + paused.reason());
        }
        return text.toString();
    }

    private String head(int code, Style style) {
        return switch (code) {
            case ExitCode.INTERRUPTED -> style.caution("Stopped");
            case ExitCode.PAUSED -> style.caution("Paused");
            case ExitCode.FAILED -> style.bad(failed == 0 ? "Failed" : Style.count(failed, "failure"));
            case ExitCode.WAITS_FOR_A_PERSON -> style.caution("Waits for a person");
            default -> style.good(style.pick("✓ ", "") + "Done");
        };
    }

    ObjectNode json(int code, Duration elapsed) {
        ObjectNode json = Json.object().put("exit_code", code).put("seconds", elapsed.toMillis() / 1000.0);
        json.put("exchanges", exchanges).put("submits", posts).put("cost", Json.usd(spent));
        json.put("in_doubt", count(JobState.IN_DOUBT)).put("held", count(JobState.HELD));
        ArrayNode messages = json.put("failed", failed).putArray("failures");
        failures.forEach(messages::add);
        return json;
    }
}
