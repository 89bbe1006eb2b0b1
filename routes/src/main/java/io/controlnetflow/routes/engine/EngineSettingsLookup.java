package io.controlnetflow.routes.engine;

import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.pace.AccountLevel;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Settings of a context: a bound {@link EngineSettings}, else its properties {@code controlnetflow.*}, else the defaults. */
final class EngineSettingsLookup {
    private static final String PREFIX = "controlnetflow.";
    private static final List<String> NUMBERS = List.of("submits-per-minute", "submit-burst", "concurrent");

    private final CamelContext camel;

    private EngineSettingsLookup(CamelContext camel) {
        this.camel = camel;
    }

    static EngineSettings in(CamelContext camel) {
        EngineSettings bound = camel.getRegistry().findSingleByType(EngineSettings.class);
        return bound != null ? bound : new EngineSettingsLookup(camel).fromProperties();
    }

    private EngineSettings fromProperties() {
        EngineSettings d = EngineSettings.defaults(text("state").map(Path::of).orElse(Path.of(".flow")));
        return d.withModels(text("models").map(Path::of).orElse(d.models()))
                .withApi(text("base-url").orElse(null), text("api-key").orElse(null))
                .withDatabase(
                        text("database-url").orElse(null),
                        text("database-user").orElse(null),
                        text("database-password").orElse(null))
                .withNode(text("node").orElse(d.node()))
                .withDeadline(value("deadline", this::duration, d.deadline()))
                .withPollFloor(value("poll-floor", this::duration, d.pollFloor()))
                .withPostTimeouts(value("post-timeout", this::duration, d.postTimeout()), d.syncPostTimeout())
                .withDoubt(
                        value("reconcile-gap", this::duration, d.reconcileGap()),
                        value("on-doubt", OnDoubt::of, d.onDoubt()))
                .withBudgets(
                        read("budget-run", BigDecimal::new).orElse(d.budgetRun()),
                        read("budget-day", BigDecimal::new).orElse(d.budgetDay()))
                .withLimits(limits());
    }

    private Account.@Nullable Limits limits() {
        AccountLevel level = read("account-level", AccountLevel::of).orElse(null);
        if (level == null && NUMBERS.stream().allMatch(name -> text(name).isEmpty())) {
            return null;
        }
        AccountLevel base = level == null ? AccountLevel.UNLIMITED : level;
        return new Account.Limits(
                number(NUMBERS.get(0), base.perMinute()),
                number(NUMBERS.get(1), base.burst()),
                number(NUMBERS.get(2), base.concurrent()));
    }

    private int number(String name, int otherwise) {
        return read(name, Integer::valueOf).orElse(otherwise);
    }

    private Duration duration(String text) {
        Duration d = camel.getTypeConverter().convertTo(Duration.class, text);
        if (d == null || d.isNegative()) {
            throw new IllegalArgumentException("is no duration; write it like 10m or 2s");
        }
        return d;
    }

    private <T> T value(String name, Function<String, T> read, T otherwise) {
        return read(name, read).orElse(otherwise);
    }

    private <T> Optional<T> read(String name, Function<String, T> read) {
        return text(name).map(given -> {
            try {
                return read.apply(given);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(PREFIX + name + ": " + given + ": " + e.getMessage(), e);
            }
        });
    }

    private Optional<String> text(String name) {
        return camel.getPropertiesComponent().resolveProperty(PREFIX + name).filter(t -> !t.isBlank());
    }
}
