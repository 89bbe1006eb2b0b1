package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.story.Stories;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.settings.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code flow show}. */
@Command(
        name = "show",
        description = {
            "Tells how a picture was made: by the manifest beside it, by the picture itself (--embed), or by",
            "the parameters that other programs write. Takes a manifest, too. Exit code 2 when nothing tells."
        },
        footerHeading = "%nExamples%n",
        footer = {"  flow show pictures/coffee/gen-1.jpg", "  flow show pictures/coffee/gen-1.jpg.json --json"})
public final class ShowVerb extends Verb {
    @Parameters(paramLabel = "FILE", description = "A picture, a manifest, or any file with its manifest beside it.")
    private Path file = Path.of("");

    public ShowVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.noneOf(Setting.class);
    }

    @Override
    int perform() throws IOException {
        Stories.Found found = StoryOf.file(file);
        StoryText.lines(
                        Words.near(file.toAbsolutePath().normalize()),
                        found,
                        console().style())
                .forEach(console()::say);
        if (asJson()) {
            ObjectNode json = Json.object()
                    .put("exit_code", ExitCode.DONE)
                    .put("file", file.toString())
                    .put("told_by", found.story().teller().name().toLowerCase(Locale.ROOT))
                    .put("bytes", found.bytes().name().toLowerCase(Locale.ROOT));
            console().result(json.set("story", found.story().json()));
        }
        return ExitCode.DONE;
    }
}
