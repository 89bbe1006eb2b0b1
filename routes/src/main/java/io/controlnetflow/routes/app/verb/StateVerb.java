package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.serve.Logging;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Setting;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.engine.EngineSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A verb that looks at or changes the ledger of a state folder while nothing else runs on it. */
abstract class StateVerb extends Verb {
    static final String LEDGER_FILE = "ledger.mv.db";

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "The folder that was run. Default: the current folder.")
    private @Nullable Path path;

    private final Clock clock = Clock.systemUTC();

    StateVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.of(Setting.STATE, Setting.DATABASE_URL);
    }

    /** Does its work on the open ledger; answers with the exit code. */
    abstract int perform(Ledger ledger, EngineSettings engine);

    @Override
    final int perform() {
        EngineSettings engine = Settings.of(place(), sources()).engine();
        try (Ledger ledger = open(engine, clock)) {
            return perform(ledger, engine);
        }
    }

    /** Opens a ledger that is there already. */
    static Ledger open(EngineSettings engine, Clock clock) {
        boolean file = engine.databaseUrl() == null;
        if (file && !Files.isRegularFile(engine.stateFolder().resolve(LEDGER_FILE))) {
            throw new Refusal(Words.near(engine.stateFolder())
                    + ": holds no ledger; nothing was run there yet, or name its folder by --path or --state");
        }
        Logging.into(engine.stateFolder(), engine.apiKey());
        return Ledgers.open(ledgerSettings(engine), clock);
    }

    Clock clock() {
        return clock;
    }

    /** What the path stands for: {@code --path}, else a PATH argument of the verb, else the current folder. */
    Place place() {
        return path == null ? new Place(Words.here(), List.of()) : Place.of(path);
    }

    static LedgerSettings ledgerSettings(EngineSettings engine) {
        String url = engine.databaseUrl();
        return url == null
                ? LedgerSettings.inFolder(engine.stateFolder(), engine.node())
                : new LedgerSettings(url, engine.databaseUser(), engine.databasePassword(), engine.node(), "");
    }

    /** The one job that a person means by the first digits of its key. */
    static Jobs.Job job(Ledger ledger, String digits) {
        List<Jobs.Job> found = ledger.jobs().findByPrefix(digits);
        if (found.isEmpty()) {
            throw new Refusal("JOB: " + digits + " is the start of no job's key; 'flow status' lists the keys");
        }
        if (found.size() > 1) {
            throw new Refusal("JOB: " + digits + " is the start of " + found.size() + " keys; give more digits");
        }
        return found.get(0);
    }

    /** Says what was decided, as a line or as JSON. */
    int decided(JobKey key, String what, String next) {
        console().say("job " + key.brief() + ": " + what + "; " + next);
        if (asJson()) {
            ObjectNode json = Json.object();
            console()
                    .result(json.put("exit_code", ExitCode.DONE)
                            .put("job", key.toString())
                            .put("done", what));
        }
        return ExitCode.DONE;
    }
}
