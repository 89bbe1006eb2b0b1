package io.controlnetflow.routes.app.verb;

import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Interrupt;
import io.controlnetflow.routes.app.control.Answer;
import io.controlnetflow.routes.app.control.Door;
import io.controlnetflow.routes.app.control.Errand;
import io.controlnetflow.routes.app.serve.FolderReport;
import io.controlnetflow.routes.app.serve.GivenInputs;
import io.controlnetflow.routes.app.serve.HotFiles;
import io.controlnetflow.routes.app.serve.Logging;
import io.controlnetflow.routes.app.serve.ProgressView;
import io.controlnetflow.routes.app.serve.RouteFiles;
import io.controlnetflow.routes.app.serve.Session;
import io.controlnetflow.routes.app.serve.StartLine;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.app.settings.Sources;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.folder.FolderJob;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.run.Approvals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import picocli.CommandLine.Option;

/** What {@code run} and {@code watch} share: a folder or route files, served with progress and a summary. */
abstract class ServeVerb extends PlaceVerb {
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
        Answer answer = commands.perform(new Held(engine, Approvals.of(camel)::link), errand);
        engine.wake();
        return answer;
    }

    abstract FolderSpec.Mode mode();

    @Override
    final int perform() throws InterruptedException {
        Sources sources = sources();
        Place place = place(sources);
        Settings settings = Settings.of(place, sources);
        if (place.routes().isEmpty()) {
            return serveFolder(folderOnly(place, settings));
        }
        Optional<Integer> refused = lint(place, sources);
        if (refused.isPresent()) {
            return refused.get();
        }
        GivenInputs given = given(settings, sources);
        HotFiles.Wanted files = new HotFiles.Wanted(
                place.folder(), () -> now(place), sources.environment().keySet());
        return new RouteFiles(console(), clock, asJson(), this::command, files).serve(place, settings, given, mode());
    }

    /** Pipelines and route files as they are there by now. */
    private List<Path> now(Place place) {
        Path path = path();
        return path == null || !Files.isDirectory(path)
                ? place.routes()
                : Place.of(path).routes();
    }

    private int serveFolder(Settings settings) throws InterruptedException {
        FolderSpec spec = folder(settings, mode());
        console().say(StartLine.of(settings, console().style()));
        console().redraw("  starting");
        try (Session session = Session.open(settings.engine());
                Door door = Door.open(
                        settings.heldByOne(), settings.state(), errand -> command(session.context(), errand));
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
