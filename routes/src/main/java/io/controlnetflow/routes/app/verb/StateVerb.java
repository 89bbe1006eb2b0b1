package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerHeld;
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
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.EngineSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A verb that looks at or changes the ledger of a state folder. When another process holds a ledger in a file, that process does what is
 * wanted, and this one says what came of it.
 */
abstract class StateVerb extends Verb {
    static final String LEDGER_FILE = "ledger.mv.db";

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "The folder that was run. Default: the current folder.")
    private @Nullable Path path;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();
    private @Nullable Held held;

    StateVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.of(Setting.STATE, Setting.DATABASE_URL);
    }

    /** Does its work on the open ledger; answers with the exit code. */
    abstract int perform(Ledger ledger, EngineSettings engine);

    /**
     * Does what needs more than a ledger; empty when that is not asked for.
     *
     * @param lender the engine of this process that holds the ledger; null: nobody does yet
     */
    OptionalInt byItself(@Nullable Engine lender) {
        return OptionalInt.empty();
    }

    @Override
    public final boolean isOfALedger() {
        return true;
    }

    @Override
    public final void on(Held held) {
        this.held = held;
    }

    @Override
    final int perform() throws InterruptedException {
        Held here = held;
        OptionalInt code;
        try {
            code = byItself(here == null ? null : here.lender());
        } catch (LedgerHeld e) {
            return elsewhere(Settings.of(place(), sources()).engine(), e);
        }
        if (code.isPresent()) {
            return code.getAsInt();
        }
        if (here != null) {
            return perform(here.ledger(), here.engine());
        }
        EngineSettings engine = Settings.of(place(), sources()).engine();
        try (Ledger ledger = open(engine, clock)) {
            return perform(ledger, engine);
        } catch (LedgerHeld e) {
            return elsewhere(engine, e);
        }
    }

    private int elsewhere(EngineSettings engine, LedgerHeld held) throws InterruptedException {
        List<String> words = spec.root().commandLine().getParseResult().originalArgs();
        return Elsewhere.done(console(), words, null, engine.stateFolder(), held);
    }

    /** A folder as one would type it, wherever whoever asks is. */
    final String near(Path folder) {
        return held == null ? Words.near(folder) : folder.toString();
    }

    /** Where a cell is decided by a link, when a process is there that takes it. */
    final Optional<String> link(String cell) {
        Held here = held;
        return here == null ? Optional.empty() : here.links().apply(cell);
    }

    /** Who does what a person has just decided. */
    final String goesOn() {
        return held == null ? "'flow run' or 'flow watch' goes on with it" : "it goes on by itself";
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
