package io.controlnetflow.routes.engine;

import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.ledger.Account;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings while one of them is changed. */
final class EngineSettingsChange {
    Path stateFolder;
    Path models;

    @Nullable
    String baseUrl;

    @Nullable
    String apiKey;

    @Nullable
    String databaseUrl;

    @Nullable
    String databaseUser;

    @Nullable
    String databasePassword;

    String node;

    Account.@Nullable Limits limits;

    Duration deadline;
    Duration acceptedDeadline;
    Duration pollFloor;
    Duration reconcileGap;
    OnDoubt onDoubt;

    @Nullable
    BigDecimal budgetRun;

    @Nullable
    BigDecimal budgetDay;

    Duration postTimeout;
    Duration syncPostTimeout;
    Duration tick;
    EngineSettings.Slots slots;

    @Nullable
    WebhookSettings webhooks;

    @Nullable
    EmbeddedSettings embedded;

    boolean embed;
    boolean promptFromPicture;
    boolean agreement;
    boolean looksOnly;

    EngineSettingsChange(EngineSettings s) {
        stateFolder = s.stateFolder();
        models = s.models();
        baseUrl = s.baseUrl();
        apiKey = s.apiKey();
        databaseUrl = s.databaseUrl();
        databaseUser = s.databaseUser();
        databasePassword = s.databasePassword();
        node = s.node();
        limits = s.limits();
        deadline = s.deadline();
        acceptedDeadline = s.acceptedDeadline();
        pollFloor = s.pollFloor();
        reconcileGap = s.reconcileGap();
        onDoubt = s.onDoubt();
        budgetRun = s.budgetRun();
        budgetDay = s.budgetDay();
        postTimeout = s.postTimeout();
        syncPostTimeout = s.syncPostTimeout();
        tick = s.tick();
        slots = s.slots();
        webhooks = s.webhooks();
        embedded = s.embedded();
        embed = s.embed();
        promptFromPicture = s.promptFromPicture();
        agreement = s.agreement();
        looksOnly = s.looksOnly();
    }

    EngineSettings done() {
        return new EngineSettings(
                stateFolder,
                models,
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
                postTimeout,
                syncPostTimeout,
                tick,
                slots,
                webhooks,
                embedded,
                embed,
                promptFromPicture,
                agreement,
                looksOnly);
    }
}
