package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.artifact.story.Stories;
import io.controlnetflow.core.artifact.story.Story;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.serve.FolderReport;
import io.controlnetflow.routes.app.serve.Replay;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Setting;
import io.controlnetflow.routes.app.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flow replay}. */
@Command(
        name = "replay",
        description = {
            "Makes the request of a picture again. Where the job is known it costs nothing, and the picture is",
            "put into the outbox; else the least price is said first, and the control map comes from the state",
            "folder. Takes a manifest, a picture with its manifest beside it, or one made with --embed."
        },
        footerHeading = "%nExamples%n",
        footer = {"  flow replay shop/outbox/coffee/gen-1.jpg", "  flow replay coffee.jpg --path shop --outbox again"})
public final class ReplayVerb extends Verb {
    @Parameters(paramLabel = "FILE", description = "A picture or a manifest.")
    private Path file = Path.of("");

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description =
                    "The folder that was run. Default: the nearest one above FILE with a state folder, else the current one.")
    private @Nullable Path path;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description = "The control map, where the state folder does not have it. Must be the very same bytes.")
    private @Nullable Path map;

    public ReplayVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.complementOf(
                EnumSet.of(Setting.INBOX, Setting.CONTROL_KIND, Setting.PROMPT_FROM, Setting.MODELS));
    }

    @Override
    int perform() throws IOException, InterruptedException {
        Stories.Found found = StoryOf.file(file);
        if (!(found.story() instanceof Story.Ours ours)) {
            throw new Refusal(file + ": was made by another program; only pictures of ours can be asked for again");
        }
        if (map != null && !Files.isRegularFile(map)) {
            throw new Refusal("--map: " + map + " is not there; name the file of the control map");
        }
        Place place = new Place(folder(), List.of());
        FolderReport.End end = new Replay(console(), Clock.systemUTC(), map)
                .serve(place, Settings.of(place, sources()), String.valueOf(file.getFileName()), ours);
        if (asJson()) {
            console().result(end.json());
        }
        return end.code();
    }

    private Path folder() {
        if (path != null) {
            return Place.of(path).folder();
        }
        for (Path at = file.toAbsolutePath().normalize().getParent(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(".flow"))) {
                return at;
            }
        }
        return Words.here();
    }
}
