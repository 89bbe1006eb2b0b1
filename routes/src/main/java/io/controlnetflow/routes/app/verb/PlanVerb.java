package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.LedgerHeld;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.serve.Ceilings;
import io.controlnetflow.routes.app.serve.GivenInputs;
import io.controlnetflow.routes.app.serve.Preview;
import io.controlnetflow.routes.app.serve.PreviewJson;
import io.controlnetflow.routes.app.serve.PreviewText;
import io.controlnetflow.routes.app.serve.Session;
import io.controlnetflow.routes.app.serve.StartLine;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.app.settings.Sources;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.EngineSettings;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flow plan}. */
@Command(
        name = "plan",
        description = {
            "Shows what 'flow run' would do: each cell, whether it is made, reused or paid for and why, and the price.",
            "Of a timetable, a request or a message: what one firing would make; --input stands for what it brings.",
            "Sends, uploads and moves nothing, and leaves the ledger as it is. Control maps are made, as keys depend on them."
        },
        footerHeading = "%nExit codes: 0 planned, 2 something is invalid, 4 the price is above a budget.%n%nExamples%n",
        footer = {
            "  flow plan dsl-examples/03-matrix-contact-sheet",
            "  flow plan shop/poster.dag.yaml --input image=cat.png --input seeds=[1,2]",
            "  flow plan --inbox photos --outbox pictures --prompt \"a watercolour\" --json"
        })
public final class PlanVerb extends PlaceVerb {
    private final Clock clock = Clock.systemUTC();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private @Nullable Engine lender;

    public PlanVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    public boolean isOfALedger() {
        return true;
    }

    @Override
    public void on(Held held) {
        this.lender = held.lender();
    }

    @Override
    int perform() throws InterruptedException {
        Sources sources = sources();
        Place place = place(sources);
        Settings settings = Settings.of(place, sources);
        try {
            return plan(sources, place, settings);
        } catch (LedgerHeld e) {
            List<String> words = spec.root().commandLine().getParseResult().originalArgs();
            return Elsewhere.done(console(), words, path(), settings.state(), e);
        }
    }

    private int plan(Sources sources, Place place, Settings settings) throws InterruptedException {
        if (place.routes().isEmpty()) {
            FolderSpec spec = folder(folderOnly(place, settings), FolderSpec.Mode.RUN);
            try (Session session = Session.look(settings.engine(), lender)) {
                Engine.of(session.context()); // the ledger may be another process's
                console().say(StartLine.of(settings, console().style()));
                return show(session.context(), settings.engine(), Preview.of(session.context(), spec));
            }
        }
        Optional<Integer> refused = lint(place, sources);
        if (refused.isPresent()) {
            return refused.get();
        }
        GivenInputs given = given(settings, sources);
        try (Session session = Session.look(place, settings, given, lender)) {
            Engine.of(session.context()); // the ledger may be another process's
            console().say(StartLine.ofRoutes(place, settings, console().style()));
            return show(session.context(), settings.engine(), Preview.of(session.context(), given));
        }
    }

    private int show(CamelContext camel, EngineSettings engine, Preview preview) {
        List<String> over = new Ceilings(Engine.of(camel).ledger().account(), engine, clock).exceeded(preview);
        int code = preview.isWrong() ? ExitCode.USAGE : ExitCode.DONE;
        code = over.isEmpty() ? code : ExitCode.worse(code, ExitCode.PAUSED);
        console().say(PreviewText.of(preview, over, console().style()));
        if (asJson()) {
            ObjectNode json = PreviewJson.of(preview, over);
            console().result(json.put("exit_code", code));
        }
        return code;
    }
}
