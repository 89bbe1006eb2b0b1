package io.controlnetflow.routes.engine;

import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.routes.stage.StageContext;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an engine works. Immutable; {@link #defaults} and withers.
 *
 * @param stateFolder ledger, artifacts and the embedded server's books
 * @param models folder of the model files that make pose, depth and soft-edge maps; need not exist
 * @param baseUrl whom jobs are sent to; null: the embedded server, unless there is an API key
 * @param apiKey never printed
 * @param databaseUrl JDBC URL of a ledger on PostgreSQL; null: an H2 file in the state folder
 * @param node this process's name in the fleet
 * @param limits what the account allows; null: the pace is found by trying
 * @param deadline from the first {@code processing}; then the job is parked with its id
 * @param acceptedDeadline from acceptance, for a job that never starts
 * @param pollFloor the least time between two polls of one job
 * @param reconcileGap between two looks that prove a POST was not accepted
 * @param onDoubt what happens when the look-up cannot decide
 * @param budgetRun USD a run may reserve
 * @param budgetDay USD a day may reserve
 * @param postTimeout how long a POST may take before its fate is in doubt
 * @param syncPostTimeout the same for a POST that waits for the picture
 * @param tick between two sweeps of the poll loop
 * @param slots how many requests of each kind may be under way
 * @param webhooks where the provider calls us; null: results are polled for
 * @param embedded how the embedded server runs; null: its defaults, in the state folder
 * @param embed true when published pictures hold their story
 * @param promptFromPicture true when a dropped picture's own story gives its prompt, unless a file beside it does
 * @param agreement true when it is measured how well pictures keep to their control maps
 * @param looksOnly true when nothing is sent, polled, computed or changed: what is there can be looked at, and prices asked
 */
public record EngineSettings(
        Path stateFolder,
        Path models,
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @Nullable String databaseUrl,
        @Nullable String databaseUser,
        @Nullable String databasePassword,
        String node,
        Account.@Nullable Limits limits,
        Duration deadline,
        Duration acceptedDeadline,
        Duration pollFloor,
        Duration reconcileGap,
        OnDoubt onDoubt,
        @Nullable BigDecimal budgetRun,
        @Nullable BigDecimal budgetDay,
        Duration postTimeout,
        Duration syncPostTimeout,
        Duration tick,
        Slots slots,
        @Nullable WebhookSettings webhooks,
        @Nullable EmbeddedSettings embedded,
        boolean embed,
        boolean promptFromPicture,
        boolean agreement,
        boolean looksOnly) {
    /** Threads, and so requests at once, of each stage. */
    public record Slots(int upload, int submit, int poll, int download) {
        public static final Slots DEFAULT = new Slots(4, 24, 24, 8);
    }

    /** The defaults with this state folder. */
    public static EngineSettings defaults(Path stateFolder) {
        return new EngineSettings(
                stateFolder,
                Path.of("models"),
                null,
                null,
                null,
                null,
                null,
                nodeName(),
                null,
                Duration.ofMinutes(10),
                Duration.ofHours(24),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                OnDoubt.HOLD,
                null,
                null,
                Duration.ofSeconds(60),
                Duration.ofSeconds(150),
                Duration.ofMillis(100),
                Slots.DEFAULT,
                null,
                null,
                false,
                false,
                true,
                false);
    }

    /** Process ids alone repeat: in containers every first process has the same one. */
    private static String nodeName() {
        return "node-" + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Looks for model files there. */
    public EngineSettings withModels(Path folder) {
        return change(c -> c.models = folder);
    }

    /** Sends to this server, with this key. */
    public EngineSettings withApi(@Nullable String url, @Nullable String key) {
        return change(c -> {
            c.baseUrl = url;
            c.apiKey = key;
        });
    }

    public EngineSettings lookingOnly() {
        return change(c -> c.looksOnly = true);
    }

    public EngineSettings withDatabase(@Nullable String url, @Nullable String user, @Nullable String password) {
        return change(c -> {
            c.databaseUrl = url;
            c.databaseUser = user;
            c.databasePassword = password;
        });
    }

    public EngineSettings withNode(String name) {
        return change(c -> c.node = name);
    }

    public EngineSettings withLimits(Account.@Nullable Limits value) {
        return change(c -> c.limits = value);
    }

    public EngineSettings withDeadline(Duration value) {
        return change(c -> c.deadline = value);
    }

    public EngineSettings withAcceptedDeadline(Duration value) {
        return change(c -> c.acceptedDeadline = value);
    }

    public EngineSettings withPollFloor(Duration value) {
        return change(c -> c.pollFloor = value);
    }

    /** How doubt is settled. */
    public EngineSettings withDoubt(Duration gap, OnDoubt policy) {
        return change(c -> {
            c.reconcileGap = gap;
            c.onDoubt = policy;
        });
    }

    public EngineSettings withBudgets(@Nullable BigDecimal run, @Nullable BigDecimal day) {
        return change(c -> {
            c.budgetRun = run;
            c.budgetDay = day;
        });
    }

    public EngineSettings withPostTimeouts(Duration post, Duration syncPost) {
        return change(c -> {
            c.postTimeout = post;
            c.syncPostTimeout = syncPost;
        });
    }

    public EngineSettings withTick(Duration value) {
        return change(c -> c.tick = value);
    }

    public EngineSettings withSlots(Slots value) {
        return change(c -> c.slots = value);
    }

    public EngineSettings withWebhooks(@Nullable WebhookSettings value) {
        return change(c -> c.webhooks = value);
    }

    public EngineSettings withEmbedded(@Nullable EmbeddedSettings value) {
        return change(c -> c.embedded = value);
    }

    public EngineSettings withEmbed(boolean value) {
        return change(c -> c.embed = value);
    }

    public EngineSettings withPromptFromPicture(boolean value) {
        return change(c -> c.promptFromPicture = value);
    }

    public EngineSettings withAgreement(boolean value) {
        return change(c -> c.agreement = value);
    }

    StageContext.Timing timing() {
        return new StageContext.Timing(
                postTimeout, syncPostTimeout, tick, shortestPoll(), deadline, acceptedDeadline, reconcileGap);
    }

    /** With webhooks a poll is only for those that do not come. */
    private Duration shortestPoll() {
        return webhooks != null && webhooks.firstPoll().compareTo(pollFloor) > 0 ? webhooks.firstPoll() : pollFloor;
    }

    StageContext.Width width() {
        return new StageContext.Width(slots.upload(), slots.submit(), slots.poll(), slots.download());
    }

    private EngineSettings change(Consumer<EngineSettingsChange> change) {
        EngineSettingsChange changed = new EngineSettingsChange(this);
        change.accept(changed);
        return changed.done();
    }

    @Override
    public String toString() {
        return "EngineSettings[" + stateFolder + ", " + (baseUrl == null ? "embedded" : baseUrl) + ", node=" + node
                + "]";
    }

    /** The identity of the provider that these settings choose. */
    public String provider() {
        return Providers.identity(this);
    }
}
