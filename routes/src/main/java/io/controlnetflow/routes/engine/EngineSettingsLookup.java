package io.controlnetflow.routes.engine;

import io.controlnetflow.core.ledger.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Settings of a context: a bound {@link EngineSettings}, else its properties {@code controlnetflow.*}, else the defaults. */
final class EngineSettingsLookup {
    private static final String PREFIX = "controlnetflow.";

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
        return d.withApi(text("base-url").orElse(null), text("api-key").orElse(null))
                .withDatabase(
                        text("database-url").orElse(null),
                        text("database-user").orElse(null),
                        text("database-password").orElse(null))
                .withNode(text("node").orElse(d.node()))
                .withDeadline(value("deadline", this::duration, d.deadline()))
                .withPollFloor(value("poll-floor", this::duration, d.pollFloor()))
                .withDoubt(
                        value("reconcile-gap", this::duration, d.reconcileGap()),
                        value("on-doubt", OnDoubt::of, d.onDoubt()))
                .withLimits(new Account.Limits(
                        value("submits-per-minute", Integer::valueOf, d.limits().perMinute()),
                        value("submit-burst", Integer::valueOf, d.limits().burst()),
                        value("concurrent", Integer::valueOf, d.limits().concurrent())));
    }

    private Duration duration(String text) {
        Duration d = camel.getTypeConverter().convertTo(Duration.class, text);
        if (d == null || d.isNegative()) {
            throw new IllegalArgumentException("is no duration; write it like 10m or 2s");
        }
        return d;
    }

    private <T> T value(String name, Function<String, T> read, T otherwise) {
        @Nullable String text = text(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        try {
            return read.apply(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(PREFIX + name + ": " + text + ": " + e.getMessage(), e);
        }
    }

    private Optional<String> text(String name) {
        return camel.getPropertiesComponent().resolveProperty(PREFIX + name).filter(t -> !t.isBlank());
    }
}
