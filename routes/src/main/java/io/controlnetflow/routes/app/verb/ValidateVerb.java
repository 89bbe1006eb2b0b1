package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.lint.InboxLint;
import io.controlnetflow.routes.app.lint.Lint;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.lint.flow.KnownModels;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Setting;
import io.controlnetflow.routes.app.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code flow validate}. */
@Command(
        name = "validate",
        description = {
            "Checks settings, route files, sidecars and job files without sending anything.",
            "What models other than the ControlNet one take is known once a run has asked the provider."
        },
        footerHeading = "%nExamples%n",
        footer = {"  flow validate shop", "  flow validate shop/night.camel.yaml --json"})
public final class ValidateVerb extends Verb {
    @Parameters(paramLabel = "PATH", description = "A folder or one route file.")
    private Path path = Path.of(".");

    public ValidateVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.of(Setting.INBOX);
    }

    @Override
    int perform() {
        Place place = Place.of(path);
        List<Finding> found = new ArrayList<>();
        int files = 0;
        KnownModels models = KnownModels.none();
        try {
            Settings settings = Settings.of(place, sources());
            models = KnownModels.kept(settings.state(), settings.engine().provider());
            if (Files.isDirectory(settings.inbox())) {
                InboxLint inbox = InboxLint.of(settings.inbox());
                found.addAll(inbox.findings());
                files += inbox.files();
            } else if (settings.inboxGiven()) {
                found.add(Finding.of(settings.inbox(), "does not exist; make it, or name another inbox"));
            }
        } catch (Refusal e) {
            found.add(Finding.of(place.folder(), String.valueOf(e.getMessage())));
        }
        if (!place.routes().isEmpty()) {
            found.addAll(Lint.of(place, sources().environment().keySet(), models));
            files += place.routes().size();
        }
        return report(files, found, models);
    }

    private int report(int files, List<Finding> found, KnownModels models) {
        Style style = console().style();
        int code = found.isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
        Problems.lines(found, style).forEach(console()::say);
        console()
                .say(
                        found.isEmpty()
                                ? style.good(style.pick("✓ ", "") + "Valid") + ": " + Style.count(files, "file")
                                        + " checked"
                                : Problems.count(found, Words.near(path.toAbsolutePath()), style));
        if (!models.unchecked().isEmpty()) {
            console()
                    .say("  not checked: the parameters of " + String.join(", ", models.unchecked())
                            + "; a run asks the provider first");
        }
        models.at().ifPresent(at -> console().say("  other models are checked by the provider's list of " + at));
        if (asJson()) {
            ObjectNode json = Problems.json(code, found).put("files", files);
            models.unchecked().forEach(json.putArray("models_not_checked")::add);
            console().result(json);
        }
        return code;
    }
}
