package io.controlnetflow.routes.app.serve;

import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.story.Story;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Interrupt;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.JobRequest;
import io.controlnetflow.routes.engine.UnknownModel;
import io.controlnetflow.routes.engine.folder.StartedRuns;
import io.controlnetflow.routes.engine.run.FlowPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for a picture again by its story: the same request, so the same job, which costs nothing where it is known. */
public final class Replay {
    private final Console console;
    private final Clock clock;
    private final @Nullable Path map;

    /** @param map a file with the bytes of the control map, where the state folder has lost them; null: none */
    public Replay(Console console, Clock clock, @Nullable Path map) {
        this.console = console;
        this.clock = clock;
        this.map = map;
    }

    /**
     * @param name of the file that tells the story, for messages
     * @throws Refusal when something is missing, before anything is sent
     */
    public FolderReport.End serve(Place place, Settings settings, String name, Story.Ours story)
            throws InterruptedException {
        Repeat repeat = Repeat.of(name, story);
        console.redraw("  starting");
        try (Session session = Session.open(settings.engine(), new FlowPlace(place.folder(), settings.outbox()))) {
            Logging.alert(console::complain);
            Engine engine = Engine.of(session.context());
            pictures(engine, repeat, name);
            console.redraw(null);
            console.say(what(engine, repeat, story));
            StartedRuns runs = plan(session, settings, repeat);
            try (runs;
                    Interrupt interrupt = Interrupt.on(runs::close)) {
                FolderReport report =
                        new FolderReport(console, new ProgressView(console, clock), runs, StartLine.standIn(settings));
                report.price();
                runs.begin();
                return report.follow(interrupt);
            }
        } catch (IOException e) {
            throw new Refusal(name + ": cannot be replayed: " + e.getMessage() + "; nothing was sent");
        }
    }

    private static StartedRuns plan(Session session, Settings settings, Repeat repeat) throws IOException {
        try {
            return StartedRuns.plan(
                    session.context(),
                    settings.outbox(),
                    List.of(new StartedRuns.Wanted(repeat.flow(), repeat.inputs(), repeat.label())));
        } catch (InvalidFlow | InvalidField | UnknownModel e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    /** Says exactly what is missing, before anything is sent. */
    private void pictures(Engine engine, Repeat repeat, String name) throws IOException {
        Optional<Artifact> given =
                map == null ? Optional.empty() : Optional.of(engine.store().put(Files.readAllBytes(map)));
        for (String ref : repeat.pictures()) {
            if (engine.store().find(ref.substring("sha256:".length())).isPresent()) {
                continue;
            }
            String field = repeat.parameters().properties().stream()
                    .filter(one -> one.getValue().toString().contains(ref))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            throw new Refusal(name + ": " + field + ": " + ref + " is not in "
                    + Words.near(engine.settings().stateFolder())
                    + given.map(other -> ", and " + map + " is " + other.ref()).orElse("")
                    + "; name the state folder in which the picture was made by --state, or the map's file by --map;"
                    + " nothing was sent");
        }
    }

    private static String what(Engine engine, Repeat repeat, Story.Ours story) {
        Jobs.@Nullable Job known = engine.ledger()
                .jobs()
                .find(engine.key(new JobRequest(repeat.model(), repeat.parameters(), repeat.label(), null, null)))
                .orElse(null);
        String provider = engine.provider().identity();
        if (known != null) {
            String brief = known.key().brief();
            return known.state() == JobState.DONE
                    ? "Replays job " + brief + ", which is done: nothing is paid"
                    : "Replays job " + brief + ", which is here already";
        }
        return story.provider().equals(provider)
                ? "Replays a job that is not known here: it is paid for"
                : "Replays at " + provider + " what was made at " + story.provider() + ": a new job";
    }
}
