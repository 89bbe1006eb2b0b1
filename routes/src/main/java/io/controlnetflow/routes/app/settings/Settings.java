package io.controlnetflow.routes.app.settings;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.embedded.call.AccountTier;
import io.controlnetflow.core.embedded.fault.Faults;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Field;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.pace.AccountLevel;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.engine.EngineSettings;
import io.controlnetflow.routes.engine.OnDoubt;
import io.controlnetflow.routes.engine.Provider;
import io.controlnetflow.routes.engine.WebhookSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set. The only place that reads the environment. Immutable; never shows the API key.
 *
 * @param inbox the hot folder, absolute
 * @param outbox where its pictures come out, absolute
 * @param inboxGiven whether someone named the inbox, rather than leaving it at its default
 * @param kind the control map made of a dropped picture, when someone said so
 * @param fields request fields in the API's words, as given; checked where they are used
 * @param http where requests are taken that start flows
 * @param engine how the engine works
 */
public record Settings(
        Path inbox,
        Path outbox,
        boolean inboxGiven,
        @Nullable ControlKind kind,
        ObjectNode fields,
        HttpAddress http,
        EngineSettings engine) {
    public static final String API_KEY = "WAVESPEED_API_KEY";
    private static final String DATABASE_USER = "CONTROLNETFLOW_DATABASE_USER";
    private static final String DATABASE_PASSWORD = "CONTROLNETFLOW_DATABASE_PASSWORD";

    /** The process's environment. */
    public static Map<String, String> environment() {
        return Map.copyOf(System.getenv());
    }

    /** The settings that hold at a place. */
    public static Settings of(Place place, Sources given) {
        Sources sources = given.with(place.folder());
        sources.refuseUnknown(words());
        return new Settings(
                path(place, sources, Setting.INBOX, "inbox"),
                path(place, sources, Setting.OUTBOX, "outbox"),
                sources.find(Setting.INBOX).isPresent(),
                value(sources, Setting.CONTROL_KIND, ControlKind::of).orElse(null),
                fields(sources),
                http(sources),
                engine(sources, state(place, sources)).withModels(path(place, sources, Setting.MODELS, "models")));
    }

    /** The state folder of a place. */
    public static Path state(Place place, Sources sources) {
        return path(place, sources, Setting.STATE, ".flow");
    }

    /** Relative to the working folder where a person typed it, to the place where its file says so. */
    private static Path path(Place place, Sources sources, Setting setting, String standard) {
        return sources.find(setting)
                .map(given -> given.inFile()
                        ? place.resolve(given.value())
                        : Path.of(given.value()).toAbsolutePath().normalize())
                .orElse(place.resolve(standard));
    }

    public Path state() {
        return engine.stateFolder();
    }

    /** Whether one process at a time holds the ledger. */
    public boolean heldByOne() {
        String url = engine.databaseUrl();
        return url == null || url.startsWith("jdbc:h2:");
    }

    private static EngineSettings engine(Sources sources, Path state) {
        EngineSettings standard = EngineSettings.defaults(state);
        return standard.withApi(value(sources, Setting.BASE_URL, Settings::url).orElse(null), secret(sources, API_KEY))
                .withDatabase(
                        value(sources, Setting.DATABASE_URL, Function.identity())
                                .orElse(null),
                        secret(sources, DATABASE_USER),
                        secret(sources, DATABASE_PASSWORD))
                .withWebhooks(webhooks(sources))
                .withEmbedded(embedded(sources, state))
                .withLimits(
                        value(sources, Setting.ACCOUNT_LEVEL, Settings::limits).orElse(null))
                .withDeadline(duration(sources, Setting.DEADLINE, standard.deadline()))
                .withPollFloor(duration(sources, Setting.POLL_FLOOR, standard.pollFloor()))
                .withPostTimeouts(
                        duration(sources, Setting.POST_TIMEOUT, standard.postTimeout()), standard.syncPostTimeout())
                .withDoubt(
                        duration(sources, Setting.RECONCILE_GAP, standard.reconcileGap()),
                        value(sources, Setting.ON_DOUBT, OnDoubt::of).orElse(standard.onDoubt()))
                .withEmbed(value(sources, Setting.EMBED, Settings::flag).orElse(false))
                .withPromptFromPicture(
                        value(sources, Setting.PROMPT_FROM, Settings::picture).orElse(false))
                .withAgreement(value(sources, Setting.AGREEMENT, Settings::flag).orElse(true))
                .withBudgets(
                        value(sources, Setting.BUDGET_RUN, Settings::usd).orElse(null),
                        value(sources, Setting.BUDGET_DAY, Settings::usd).orElse(null));
    }

    private static HttpAddress http(Sources sources) {
        return new HttpAddress(
                value(sources, Setting.HTTP_HOST, Function.identity()).orElse(HttpAddress.STANDARD.host()),
                value(sources, Setting.HTTP_PORT, Settings::port).orElse(HttpAddress.STANDARD.port()),
                value(sources, Setting.HTTP_URL, Settings::url)
                        .map(url -> url.replaceFirst("/+$", ""))
                        .orElse(null));
    }

    private static @Nullable WebhookSettings webhooks(Sources sources) {
        String host = value(sources, Setting.WEBHOOK_HOST, Function.identity()).orElse(WebhookSettings.HOST);
        int port = value(sources, Setting.WEBHOOK_PORT, Settings::port).orElse(WebhookSettings.PORT);
        return value(sources, Setting.WEBHOOK_URL, WebhookSettings::at)
                .map(w -> w.listening(host, port))
                .orElse(null);
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("is not a port of 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    /** How the embedded server of a state folder runs. */
    public static EmbeddedSettings embedded(Sources sources, Path state) {
        EmbeddedSettings embedded = EmbeddedSettings.in(state.resolve("embedded"));
        List<Duration> time = value(sources, Setting.GENERATION_TIME, Durations::span)
                .orElse(List.of(embedded.shortest(), embedded.longest()));
        return embedded.withGenerationTime(time.get(0), time.get(1))
                .withFaults(value(sources, Setting.REHEARSE, Faults::parse).orElse(embedded.faults()))
                .withTier(value(sources, Setting.ACCOUNT_LEVEL, AccountTier::of).orElse(embedded.tier()));
    }

    private static @Nullable String secret(Sources sources, String variable) {
        String value = sources.environment().getOrDefault(variable, "").trim();
        return value.isEmpty() ? null : value;
    }

    private static Duration duration(Sources sources, Setting setting, Duration standard) {
        return value(sources, setting, Durations::parse).orElse(standard);
    }

    private static Account.Limits limits(String word) {
        AccountLevel level = AccountLevel.of(word);
        return new Account.Limits(level.perMinute(), level.burst(), level.concurrent());
    }

    private static String url(String text) {
        try {
            Provider.at(text, null);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is no http or https address; write it like " + Provider.WAVESPEED, e);
        }
        return text;
    }

    private static BigDecimal usd(String text) {
        if (!text.trim().matches("\\$?\\d{1,7}(\\.\\d{1,4})?")) {
            throw new IllegalArgumentException("is not an amount in USD; write it like 2.50");
        }
        return new BigDecimal(text.trim().replace("$", ""));
    }

    private static boolean flag(String text) {
        if (!text.matches("true|on|yes|false|off|no")) {
            throw new IllegalArgumentException("is neither true nor false");
        }
        return text.matches("true|on|yes");
    }

    private static boolean picture(String text) {
        if (!text.matches("picture|files")) {
            throw new IllegalArgumentException("is none of files, picture");
        }
        return text.equals("picture");
    }

    private static <T> Optional<T> value(Sources sources, Setting setting, Function<String, T> read) {
        return sources.find(setting).map(given -> read(given, read));
    }

    /** A value; what is wrong with it is said with the place where it was written. */
    private static <T> T read(Sources.Given given, Function<String, T> read) {
        try {
            return read.apply(given.value());
        } catch (IllegalArgumentException e) {
            String said = String.valueOf(e.getMessage()).replaceFirst("^[a-z_-]+: ", "");
            boolean named =
                    said.startsWith("\"" + given.value()) || given.value().startsWith(said.replaceFirst(" .*", ""));
            throw new Refusal(given.origin() + ": " + (named ? "" : given.value() + " ") + said);
        }
    }

    private static ObjectNode fields(Sources sources) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (Field field : FieldOptions.all()) {
            String word = FieldOptions.word(field);
            sources.find(word, Setting.variable(word)).ifPresent(given -> {
                read(given, field::read);
                fields.put(field.name(), given.value());
            });
        }
        return fields;
    }

    /** Every word that may stand in a properties file. */
    private static List<String> words() {
        List<String> words = new ArrayList<>();
        Arrays.stream(Setting.values()).forEach(s -> words.add(s.word));
        FieldOptions.all().forEach(f -> words.add(FieldOptions.word(f)));
        return words;
    }

    /** The settings as the README shows them: a table in Markdown. */
    public static String table() {
        StringBuilder table = new StringBuilder("| option | environment | default | what it is |\n|---|---|---|---|\n");
        for (Setting setting : Setting.values()) {
            row(table, setting.option(), setting.variable(), setting.standard, setting.about);
        }
        row(table, "", API_KEY, "none", "Key of the real API, which it selects; only in the environment.");
        row(table, "", DATABASE_USER, "none", "User of the database; only in the environment.");
        row(table, "", DATABASE_PASSWORD, "none", "Password of the database; only in the environment.");
        return table.toString();
    }

    private static void row(StringBuilder table, String option, String variable, String standard, String about) {
        table.append("| ")
                .append(option.isEmpty() ? "" : "`" + option + "`")
                .append(" | `")
                .append(variable)
                .append("` | ")
                .append(standard)
                .append(" | ")
                .append(about)
                .append(" |\n");
    }

    @Override
    public String toString() {
        return "Settings[" + inbox + ", " + outbox + ", " + engine + "]";
    }
}
