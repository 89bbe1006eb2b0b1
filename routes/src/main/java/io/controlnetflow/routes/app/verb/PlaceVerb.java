package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Field;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.lint.Lint;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.serve.GivenInputs;
import io.controlnetflow.routes.app.settings.FieldOptions;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Setting;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.app.settings.Sources;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb about a folder or route files as they would be run: what they are, and what is given to them. */
abstract class PlaceVerb extends Verb {
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

    PlaceVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    final Set<Setting> settings() {
        return EnumSet.allOf(Setting.class);
    }

    @Override
    final boolean takesFields() {
        return true;
    }

    @Nullable
    Path path() {
        return path;
    }

    Place place(Sources sources) {
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

    /** The settings of a place without routes, where nothing takes inputs of flows. */
    Settings folderOnly(Place place, Settings settings) {
        if (!inputs.isEmpty()) {
            throw new Refusal("--input: is for flows, and " + Words.near(place.folder()) + " has none");
        }
        return settings;
    }

    /** The exit code when the files are wrong, which is said then. */
    Optional<Integer> lint(Place place, Sources sources) {
        List<Finding> wrong = Lint.of(place, sources.environment().keySet());
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(Problems.refuse(console(), asJson(), wrong, Words.near(place.folder())));
    }

    GivenInputs given(Settings settings, Sources sources) {
        Set<String> typed = FieldOptions.all().stream()
                .filter(field -> sources.options().containsKey(FieldOptions.word(field)))
                .map(Field::name)
                .collect(Collectors.toSet());
        return new GivenInputs(inputs, settings.fields(), typed);
    }

    /** The folder of the built-in flow. */
    FolderSpec folder(Settings settings, FolderSpec.Mode mode) {
        if (!settings.inboxGiven() && !Files.isDirectory(settings.inbox())) {
            throw new Refusal(path + ": has neither an inbox folder nor a *.dag.yaml or *.camel.yaml file; make "
                    + Words.near(settings.inbox()) + " and put pictures into it, or give --inbox and --outbox");
        }
        return FolderSpec.of(settings.inbox(), settings.outbox(), mode)
                .with(settings.kind() == null ? ControlKind.CANNY : settings.kind())
                .with(settings.fields());
    }
}
