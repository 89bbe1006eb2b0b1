package io.controlnetflow.routes.app.lint;

import io.controlnetflow.routes.app.lint.camel.Knowledge;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.lint.file.Texts;
import io.controlnetflow.routes.app.lint.flow.KnownModels;
import io.controlnetflow.routes.app.settings.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks pipelines, Camel route files and what lies beside them, each alone and all together. Not thread-safe. */
public final class Lint implements AutoCloseable {
    private final Knowledge knowledge = new Knowledge();
    private final Set<String> environment;
    private final KnownModels models;

    /** @param environment names of its variables */
    public Lint(Set<String> environment) {
        this(environment, KnownModels.none());
    }

    private Lint(Set<String> environment, KnownModels models) {
        this.environment = Set.copyOf(environment);
        this.models = models;
    }

    /** As the other one, without knowing what models other than the ControlNet one take. */
    public static List<Finding> of(Place place, Set<String> environment) {
        return of(place, environment, KnownModels.none());
    }

    /** Everything that is wrong with the files that are run from a place, and with what lies beside them. */
    public static List<Finding> of(Place place, Set<String> environment, KnownModels models) {
        List<Finding> found = new ArrayList<>();
        Texts texts = Texts.read(place.folder(), place.routes(), found);
        try (Lint lint = new Lint(environment, models)) {
            found.addAll(lint.check(texts));
        }
        return found;
    }

    /** Everything that is wrong, by file, line and column. */
    public List<Finding> check(Texts texts) {
        return new Look(knowledge, texts, environment, models).found();
    }

    @Override
    public void close() {
        knowledge.close();
    }
}
