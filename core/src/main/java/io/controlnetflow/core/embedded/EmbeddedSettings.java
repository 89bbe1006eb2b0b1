package io.controlnetflow.core.embedded;

import io.controlnetflow.core.embedded.call.AccountTier;
import io.controlnetflow.core.embedded.fault.Faults;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How the embedded server runs.
 *
 * @param folder where books and files are kept; one process at a time
 * @param host the address it listens on
 * @param port zero: the one remembered in the folder, else any free one
 * @param keys the accepted API keys; empty: any non-empty key
 * @param tier rate and concurrency of the account
 * @param balance USD at the very start; spending takes it down
 * @param shortest the least time from start to end of a task
 * @param longest the most time from start to end of a task
 * @param seed draws the times between
 * @param renderless tiny pictures instead of painted ones, for load tests
 * @param renderers how many pictures are painted at once
 * @param strictFiles refuse an Authorization header at file URLs with 400
 * @param fetching get control images from other servers by http or https
 * @param syncWait how long sync mode waits before it answers {@code processing}
 * @param webhookPause before the first repetition of a failed webhook call; doubles each time
 * @param faults what fails how often
 * @param clock for dates, limits and expiry
 */
public record EmbeddedSettings(
        Path folder,
        String host,
        int port,
        Set<String> keys,
        AccountTier tier,
        BigDecimal balance,
        Duration shortest,
        Duration longest,
        long seed,
        boolean renderless,
        int renderers,
        boolean strictFiles,
        boolean fetching,
        Duration syncWait,
        Duration webhookPause,
        Faults faults,
        Clock clock) {
    public EmbeddedSettings {
        keys = Set.copyOf(keys);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("embedded port: " + port + " is outside 0 to 65535");
        }
        if (renderers < 1) {
            throw new IllegalArgumentException("embedded renderers: " + renderers + " is less than 1");
        }
        if (shortest.isNegative() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException(
                    "embedded generation time: " + shortest + " to " + longest + " is not a span of time");
        }
    }

    /** The defaults: any key, no limits, one to two seconds a task, nothing fails. */
    public static EmbeddedSettings in(Path folder) {
        return new EmbeddedSettings(
                folder,
                "127.0.0.1",
                0,
                Set.of(),
                AccountTier.UNLIMITED,
                BigDecimal.valueOf(10_000),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                0,
                false,
                Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors())),
                false,
                true,
                Duration.ofSeconds(120),
                Duration.ofSeconds(1),
                Faults.NONE,
                Clock.systemUTC());
    }

    public EmbeddedSettings withFolder(Path newFolder) {
        return with(d -> d.folder = newFolder);
    }

    public EmbeddedSettings withHost(String newHost) {
        return with(d -> d.host = newHost);
    }

    public EmbeddedSettings withPort(int newPort) {
        return with(d -> d.port = newPort);
    }

    public EmbeddedSettings withKeys(Set<String> newKeys) {
        return with(d -> d.keys = newKeys);
    }

    public EmbeddedSettings withTier(AccountTier newTier) {
        return with(d -> d.tier = newTier);
    }

    public EmbeddedSettings withBalance(BigDecimal usd) {
        return with(d -> d.balance = usd);
    }

    public EmbeddedSettings withGenerationTime(Duration least, Duration most) {
        return with(d -> {
            d.shortest = least;
            d.longest = most;
        });
    }

    public EmbeddedSettings withSeed(long newSeed) {
        return with(d -> d.seed = newSeed);
    }

    public EmbeddedSettings withRenderless(boolean on) {
        return with(d -> d.renderless = on);
    }

    public EmbeddedSettings withRenderers(int most) {
        return with(d -> d.renderers = most);
    }

    public EmbeddedSettings withStrictFiles(boolean on) {
        return with(d -> d.strictFiles = on);
    }

    public EmbeddedSettings withFetching(boolean on) {
        return with(d -> d.fetching = on);
    }

    public EmbeddedSettings withSyncWait(Duration most) {
        return with(d -> d.syncWait = most);
    }

    public EmbeddedSettings withWebhookPause(Duration first) {
        return with(d -> d.webhookPause = first);
    }

    public EmbeddedSettings withFaults(Faults newFaults) {
        return with(d -> d.faults = newFaults);
    }

    public EmbeddedSettings withClock(Clock newClock) {
        return with(d -> d.clock = newClock);
    }

    private EmbeddedSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** A copy that can be written to, for one change. */
    private static final class Draft {
        Path folder;
        String host;
        int port;
        Set<String> keys;
        AccountTier tier;
        BigDecimal balance;
        Duration shortest;
        Duration longest;
        long seed;
        boolean renderless;
        int renderers;
        boolean strictFiles;
        boolean fetching;
        Duration syncWait;
        Duration webhookPause;
        Faults faults;
        Clock clock;

        Draft(EmbeddedSettings s) {
            folder = s.folder;
            host = s.host;
            port = s.port;
            keys = s.keys;
            tier = s.tier;
            balance = s.balance;
            shortest = s.shortest;
            longest = s.longest;
            seed = s.seed;
            renderless = s.renderless;
            renderers = s.renderers;
            strictFiles = s.strictFiles;
            fetching = s.fetching;
            syncWait = s.syncWait;
            webhookPause = s.webhookPause;
            faults = s.faults;
            clock = s.clock;
        }

        EmbeddedSettings settings() {
            return new EmbeddedSettings(
                    folder,
                    host,
                    port,
                    keys,
                    tier,
                    balance,
                    shortest,
                    longest,
                    seed,
                    renderless,
                    renderers,
                    strictFiles,
                    fetching,
                    syncWait,
                    webhookPause,
                    faults,
                    clock);
        }
    }

    /** Never shows a key. */
    @Override
    public String toString() {
        return "EmbeddedSettings[folder=" + folder + ", " + host + ":" + port + ", tier=" + tier + "]";
    }
}
