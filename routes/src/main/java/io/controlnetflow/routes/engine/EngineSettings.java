package io.controlnetflow.routes.engine;

import io.controlnetflow.core.ledger.Account;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an engine works. Immutable; {@link #defaults} and withers.
 *
 * @param stateFolder ledger, artifacts and the embedded server's books
 * @param baseUrl whom jobs are sent to; null: the embedded server, unless there is an API key
 * @param apiKey never printed
 * @param databaseUrl JDBC URL of a ledger on PostgreSQL; null: an H2 file in the state folder
 * @param node this process's name in the fleet
 * @param limits what the account allows
 * @param deadline from the first {@code processing}; then the job is parked with its id
 * @param acceptedDeadline from acceptance, for a job that never starts
 * @param pollFloor the least time between two polls of one job
 * @param reconcileGap between two looks that prove a POST was not accepted
 * @param onDoubt what happens when the look-up cannot decide
 * @param budgetRun USD a run may reserve
 * @param budgetDay USD a day may reserve
 * @param slots how many requests of each kind may be under way
 */
public record EngineSettings(
        Path stateFolder,
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @Nullable String databaseUrl,
        @Nullable String databaseUser,
        @Nullable String databasePassword,
        String node,
        Account.Limits limits,
        Duration deadline,
        Duration acceptedDeadline,
        Duration pollFloor,
        Duration reconcileGap,
        OnDoubt onDoubt,
        @Nullable BigDecimal budgetRun,
        @Nullable BigDecimal budgetDay,
        Slots slots) {
    /** Threads, and so requests at once, of each stage. */
    public record Slots(int upload, int submit, int poll, int download) {
        public static final Slots DEFAULT = new Slots(4, 24, 24, 8);
    }

    /** The defaults with this state folder. */
    public static EngineSettings defaults(Path stateFolder) {
        return new EngineSettings(
                stateFolder,
                null,
                null,
                null,
                null,
                null,
                "node-" + ProcessHandle.current().pid(),
                Account.Limits.NONE,
                Duration.ofMinutes(10),
                Duration.ofHours(24),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                OnDoubt.HOLD,
                null,
                null,
                Slots.DEFAULT);
    }

    /** Sends to this server, with this key. */
    public EngineSettings withApi(@Nullable String url, @Nullable String key) {
        return new EngineSettings(
                stateFolder,
                url,
                key,
                databaseUrl,
                databaseUser,
                databasePassword,
                node,
                limits,
                deadline,
                acceptedDeadline,
                pollFloor,
                reconcileGap,
                onDoubt,
                budgetRun,
                budgetDay,
                slots);
    }

    public EngineSettings withDatabase(@Nullable String url, @Nullable String user, @Nullable String password) {
        return new EngineSettings(
                stateFolder,
                baseUrl,
                apiKey,
                url,
                user,
                password,
                node,
                limits,
                deadline,
                acceptedDeadline,
                pollFloor,
                reconcileGap,
                onDoubt,
                budgetRun,
                budgetDay,
                slots);
    }

    public EngineSettings withNode(String name) {
        return new EngineSettings(
                stateFolder,
                baseUrl,
                apiKey,
                databaseUrl,
                databaseUser,
                databasePassword,
                name,
                limits,
                deadline,
                acceptedDeadline,
                pollFloor,
                reconcileGap,
                onDoubt,
                budgetRun,
                budgetDay,
                slots);
    }

    public EngineSettings withLimits(Account.Limits value) {
        return new EngineSettings(
                stateFolder,
                baseUrl,
                apiKey,
                databaseUrl,
                databaseUser,
                databasePassword,
                node,
                value,
                deadline,
                acceptedDeadline,
                pollFloor,
                reconcileGap,
                onDoubt,
                budgetRun,
                budgetDay,
                slots);
    }

    public EngineSettings withDeadline(Duration value) {
        return new EngineSettings(
                stateFolder,
                baseUrl,
                apiKey,
                databaseUrl,
                databaseUser,
                databasePassword,
                node,
                limits,
                value,
                acceptedDeadline,
                pollFloor,
                reconcileGap,
                onDoubt,
                budgetRun,
                budgetDay,
                slots);
    }

    public EngineSettings withPollFloor(Duration value) {
        return new EngineSettings(
                stateFolder,
                baseUrl,
                apiKey,
                databaseUrl,
                databaseUser,
                databasePassword,
                node,
                limits,
                deadline,
                acceptedDeadline,
                value,
                reconcileGap,
                onDoubt,
                budgetRun,
                budgetDay,
                slots);
    }

    /** How doubt is settled. */
    public EngineSettings withDoubt(Duration gap, OnDoubt policy) {
        return new EngineSettings(
                stateFolder,
                baseUrl,
                apiKey,
                databaseUrl,
                databaseUser,
                databasePassword,
                node,
                limits,
                deadline,
                acceptedDeadline,
                pollFloor,
                gap,
                policy,
                budgetRun,
                budgetDay,
                slots);
    }

    public EngineSettings withBudgets(@Nullable BigDecimal run, @Nullable BigDecimal day) {
        return new EngineSettings(
                stateFolder,
                baseUrl,
                apiKey,
                databaseUrl,
                databaseUser,
                databasePassword,
                node,
                limits,
                deadline,
                acceptedDeadline,
                pollFloor,
                reconcileGap,
                onDoubt,
                run,
                day,
                slots);
    }

    public EngineSettings withSlots(Slots value) {
        return new EngineSettings(
                stateFolder,
                baseUrl,
                apiKey,
                databaseUrl,
                databaseUser,
                databasePassword,
                node,
                limits,
                deadline,
                acceptedDeadline,
                pollFloor,
                reconcileGap,
                onDoubt,
                budgetRun,
                budgetDay,
                value);
    }

    @Override
    public String toString() {
        return "EngineSettings[" + stateFolder + ", " + (baseUrl == null ? "embedded" : baseUrl) + ", node=" + node
                + "]";
    }
}
