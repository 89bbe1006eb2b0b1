package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Field;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Interrupt;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.control.Answer;
import io.controlnetflow.routes.app.control.Door;
import io.controlnetflow.routes.app.control.Errand;
import io.controlnetflow.routes.app.lint.Lint;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.serve.FolderReport;
import io.controlnetflow.routes.app.serve.GivenInputs;
import io.controlnetflow.routes.app.serve.HotFiles;
import io.controlnetflow.routes.app.serve.Logging;
import io.controlnetflow.routes.app.serve.ProgressView;
import io.controlnetflow.routes.app.serve.RouteFiles;
import io.controlnetflow.routes.app.serve.Session;
import io.controlnetflow.routes.app.serve.StartLine;
import io.controlnetflow.routes.app.settings.FieldOptions;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Setting;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.app.settings.Sources;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.folder.FolderJob;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.run.Approvals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code run} and {@code watch} share: a folder or route files, served with progress and a summary. */
abstract class ServeVerb extends Verb {
    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = "A folder (with its inbox, application.properties, *.dag.yaml, *.camel.yaml) or one file.")
    private @Nullable Path path;

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = "An input of the flow; a picture is a file or an address. May be repeated.")
    private Map<String, String> inputs = Map.of();

    @Option(names = "--yes", description = "Never asks; for scripts. Nothing asks yet.")
    final void yes(boolean ignored) {}

    private final Clock clock = Clock.systemUTC();

    private final Held.Commands commands;

    ServeVerb(Console console, Map<String, String> environment, Held.Commands commands) {
        super(console, environment);
        this.commands = commands;
    }

    /** Does what another process wants of the ledger that this one holds. */
    private Answer command(CamelContext camel, Errand errand) {
        Engine engine = Engine.of(camel);
        Answer answer = commands.perform(new Held(engine.ledger(), engine.settings(), Approvals.of(camel)::link), errand);
        engine.wake();
        return answer;
    }

    abstract FolderSpec.Mode mode();

    @Override
    final Set<Setting> settings() {
        return EnumSet.allOf(Setting.class);
    }

    @Override
    final boolean takesFields() {
        return true;
    }

    @Override
    final int perform() throws InterruptedException {
        Sources sources = sources();
        Place place = place(sources);
        Settings settings = Settings.of(place, sources);
        if (place.routes().isEmpty()) {
            if (!inputs.isEmpty()) {
                throw new Refusal("--input: is for flows, and " + Words.near(place.folder()) + " has none");
            }
            return serveFolder(settings);
        }
        List<Finding> wrong = Lint.of(place, sources.environment().keySet());
        if (!wrong.isEmpty()) {
            return Problems.refuse(console(), asJson(), wrong, Words.near(place.folder()));
        }
        Set<String> typed = FieldOptions.all().stream()
                .filter(field -> sources.options().containsKey(FieldOptions.word(field)))
                .map(Field::name)
                .collect(Collectors.toSet());
        GivenInputs given = new GivenInputs(inputs, settings.fields(), typed);
        HotFiles.Wanted files = new HotFiles.Wanted(
                place.folder(), () -> now(place), sources.environment().keySet());
        return new RouteFiles(console(), clock, asJson(), this::command, files).serve(place, settings, given, mode());
    }

    /** Pipelines and route files as they are there by now. */
    private List<Path> now(Place place) {
        return path == null || !Files.isDirectory(path) ? place.routes() : Place.of(path).routes();
    }

    private Place place(Sources sources) {
        if (path != null) {
            return Place.of(path);
        }
        if (sources.find(Setting.INBOX).isEmpty()
                || sources.find(Setting.OUTBOX).isEmpty()) {
            throw new Refusal("PATH: is missing; name a folder with an inbox, or give --inbox DIR and --outbox DIR");
        }
        return Place.without(
                sources.find(Setting.INBOX).map(Sources.Given::value).orElse(null));
    }

    private int serveFolder(Settings settings) throws InterruptedException {
        if (!settings.inboxGiven() && !Files.isDirectory(settings.inbox())) {
            throw new Refusal(path + ": has neither an inbox folder nor a *.dag.yaml or *.camel.yaml file; make "
                    + Words.near(settings.inbox()) + " and put pictures into it, or give --inbox and --outbox");
        }
        FolderSpec spec = FolderSpec.of(settings.inbox(), settings.outbox(), mode())
                .with(settings.kind() == null ? ControlKind.CANNY : settings.kind())
                .with(settings.fields());
        console().say(StartLine.of(settings, console().style()));
        console().redraw("  starting");
        try (Session session = Session.open(settings.engine());
                Door door = Door.open(settings.heldByOne(), settings.state(), errand -> command(session.context(), errand));
                FolderJob job = session.serve(spec);
                Interrupt interrupt = Interrupt.on(job::close)) {
            Logging.alert(console()::complain);
            ProgressView view = new ProgressView(console(), clock);
            FolderReport.End end =
                    new FolderReport(console(), view, job, StartLine.standIn(settings)).follow(interrupt);
            if (asJson()) {
                console().result(end.json());
            }
            return end.code();
        }
    }
}
