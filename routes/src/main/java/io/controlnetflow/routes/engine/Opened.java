package io.controlnetflow.routes.engine;

import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import io.controlnetflow.routes.stage.call.Connections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a started engine holds open; closed in the opposite order. */
final class Opened implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Set<String> ENDS_WITH_A_START = Set.of("401", "402", "budget");

    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final Ledger ledger;
    private final ArtifactStore store;
    private final Provider provider;
    private final Connections connections;
    private final Instant startedAt;

    private Opened(EngineSettings settings, Clock clock) throws IOException {
        startedAt = clock.instant();
        try {
            Files.createDirectories(settings.stateFolder());
            ledger = closing(Ledgers.open(ledger(settings), clock));
            store = Stores.open(settings.stateFolder());
            provider = Providers.open(settings, this::closing);
            connections = closing(new Connections());
            if (!settings.looksOnly()) {
                account(settings);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What another engine of this process holds open: this one looks at it, and closes nothing of it. */
    private Opened(Opened lender, Clock clock) {
        startedAt = clock.instant();
        ledger = lender.ledger;
        store = lender.store;
        provider = lender.provider;
        connections = lender.connections;
    }

    Opened lent(Clock to) {
        return new Opened(this, to);
    }

    static Opened open(EngineSettings settings, Clock clock) {
        try {
            return new Opened(settings, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "state folder " + settings.stateFolder() + ": cannot be used: " + e.getMessage(), e);
        }
    }

    private static LedgerSettings ledger(EngineSettings settings) {
        String url = settings.databaseUrl();
        LedgerSettings everybodys = url == null
                ? LedgerSettings.inFolder(settings.stateFolder(), settings.node())
                : new LedgerSettings(url, settings.databaseUser(), settings.databasePassword(), settings.node(), "");
        return everybodys.serving(Providers.identity(settings));
    }

    /** A start is a person's word: what paused for a wrong key, missing credit or a spent budget is tried again. */
    private void account(EngineSettings settings) {
        Account account = ledger.account();
        Account.Limits limits = settings.limits();
        if (limits != null || provider.isEmbedded()) {
            account.limits(limits == null ? Account.Limits.NONE : limits);
        }
        account.budgets(settings.budgetRun(), settings.budgetDay());
        account.paused()
                .filter(pause -> ENDS_WITH_A_START.contains(pause.code()))
                .ifPresent(pause -> {
                    LOG.info("submits were paused ({}); they go on with this start", pause.reason());
                    account.goOn();
                });
    }

    <T extends AutoCloseable> T closing(T part) {
        closing.push(part);
        return part;
    }

    Instant startedAt() {
        return startedAt;
    }

    Ledger ledger() {
        return ledger;
    }

    ArtifactStore store() {
        return store;
    }

    Provider provider() {
        return provider;
    }

    Connections connections() {
        return connections;
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                LOG.warn("while stopping: {}", e.getMessage(), e);
            }
        }
    }
}
