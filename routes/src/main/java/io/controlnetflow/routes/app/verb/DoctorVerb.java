package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.routes.app.check.BalanceCheck;
import io.controlnetflow.routes.app.check.Check;
import io.controlnetflow.routes.app.check.LedgerCheck;
import io.controlnetflow.routes.app.check.ModelCheck;
import io.controlnetflow.routes.app.check.RoomCheck;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Setting;
import io.controlnetflow.routes.app.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code flow doctor}. */
@Command(
        name = "doctor",
        description = "Looks at Java, folders, database, key, provider and picture formats, and says what to do.",
        footerHeading = "%nExamples%n",
        footer = {"  flow doctor", "  flow doctor shop --json"})
public final class DoctorVerb extends Verb {
    private static final int OLDEST_JAVA = 17;

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The folder to be run. Default: the current folder.")
    private @Nullable Path path;

    public DoctorVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.of(
                Setting.INBOX,
                Setting.OUTBOX,
                Setting.STATE,
                Setting.MODELS,
                Setting.CONTROL_KIND,
                Setting.DATABASE_URL,
                Setting.BASE_URL);
    }

    @Override
    int perform() throws InterruptedException {
        Place place = path == null ? new Place(Words.here(), List.of()) : Place.of(path);
        List<Check> checks = new ArrayList<>();
        checks.add(java());
        try {
            Settings settings = Settings.of(place, sources());
            checks.add(inbox(settings, place));
            checks.add(writable("outbox", settings.outbox()));
            checks.add(writable("state", settings.state()));
            checks.add(ledger(settings));
            checks.add(
                    settings.engine().apiKey() == null
                            ? Check.ok("key", Settings.API_KEY + " is not set")
                            : Check.ok("key", Settings.API_KEY + " is set (never shown)"));
            checks.add(BalanceCheck.of(settings.engine(), settings.fields()));
            checks.addAll(ModelCheck.of(settings.engine().models(), settings.kind()));
        } catch (Refusal e) {
            checks.add(Check.fail("settings", String.valueOf(e.getMessage())));
        }
        checks.add(formats());
        return report(checks);
    }

    private static Check java() {
        int version = Runtime.version().feature();
        String said = System.getProperty("java.vm.name") + " " + Runtime.version();
        return version >= OLDEST_JAVA ? Check.ok("java", said) : Check.fail("java", said + "; 17 or newer is needed");
    }

    private static Check inbox(Settings settings, Place place) {
        Path inbox = settings.inbox();
        if (Files.isDirectory(inbox)) {
            return Files.isReadable(inbox)
                    ? Check.ok("inbox", Words.near(inbox))
                    : Check.fail("inbox", Words.near(inbox) + " cannot be read; check its permissions");
        }
        return place.routes().isEmpty()
                ? Check.warn("inbox", Words.near(inbox) + " is missing; make it and drop pictures into it")
                : Check.ok("inbox", "none; the routes have their own sources");
    }

    /** Whether the folder can be made and written, and whether its disk has room. */
    private static Check writable(String what, Path folder) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            return Check.fail(what, Words.near(there) + " is a file; name another folder by --" + what);
        }
        if (!Files.isWritable(there)) {
            return Check.fail(
                    what, Words.near(there) + " is not writable; change its permissions or name another folder");
        }
        Check room = RoomCheck.of(what, there);
        return there.equals(folder) || room.level() != Check.Level.OK
                ? room
                : Check.ok(what, Words.near(folder) + " (will be made); " + room.said());
    }

    private static Check ledger(Settings settings) {
        return LedgerCheck.of(
                StateVerb.ledgerSettings(settings.engine()), settings.engine().databaseUrl() != null);
    }

    private static Check formats() {
        List<String> missing = new ArrayList<>();
        for (String format : List.of("jpeg", "png", "webp")) {
            if (!ImageIO.getImageReadersByFormatName(format).hasNext()
                    || !ImageIO.getImageWritersByFormatName(format).hasNext()) {
                missing.add(format);
            }
        }
        return missing.isEmpty()
                ? Check.ok("formats", "jpeg, png and webp are read and written")
                : Check.fail("formats", String.join(", ", missing) + " cannot be read and written; use a full JDK");
    }

    private int report(List<Check> checks) {
        Style style = console().style();
        for (Check check : checks) {
            String mark =
                    switch (check.level()) {
                        case OK -> style.good(style.pick("✓", "ok  "));
                        case WARN -> style.caution(style.pick("!", "warn"));
                        case FAIL -> style.bad(style.pick("✗", "FAIL"));
                    };
            console().say(mark + " " + String.format(Locale.ROOT, "%-9s", check.what()) + check.said());
        }
        boolean failed = checks.stream().anyMatch(c -> c.level() == Check.Level.FAIL);
        int code = failed ? ExitCode.FAILED : ExitCode.DONE;
        if (asJson()) {
            ObjectNode json = Json.object().put("exit_code", code);
            ArrayNode list = json.putArray("checks");
            checks.forEach(c -> list.addObject()
                    .put("what", c.what())
                    .put("level", c.level().name().toLowerCase(Locale.ROOT))
                    .put("said", c.said()));
            console().result(json);
        }
        return code;
    }
}
