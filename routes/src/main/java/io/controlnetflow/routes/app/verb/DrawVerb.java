package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.draw.Subject;
import io.controlnetflow.core.dag.plan.Given;
import io.controlnetflow.core.dag.plan.Plan;
import io.controlnetflow.core.dag.text.FlowReader;
import io.controlnetflow.core.dag.text.Reading;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Setting;
import io.controlnetflow.routes.app.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flow draw}. */
@Command(
        name = "draw",
        description = {
            "Draws a pipeline (*.dag.yaml), on stdout or into a file: nodes, cells, and what waits for what.",
            "With a run, as it was when the run began, and each cell in the colour of its state."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  flow draw shop/shoot.dag.yaml --output shoot.svg",
            "  flow draw shop --format mermaid",
            "  flow draw shop --last --output run.svg"
        })
public final class DrawVerb extends Verb {
    @Parameters(paramLabel = "PATH", description = "A *.dag.yaml, or a folder that holds one.")
    private Path path = Path.of(".");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "svg or mermaid. Default: what the name of FILE says, else svg.")
    private @Nullable String format;

    @Option(
            names = "--direction",
            paramLabel = "WAY",
            description = "Which way the arrows lead: right (the default) or down.")
    private String direction = "right";

    @Option(names = "--output", paramLabel = "FILE", description = "Where the drawing is written; stdout by default.")
    private @Nullable Path output;

    @ArgGroup
    private @Nullable Which which;

    /** Which run is drawn. */
    static final class Which {
        @Option(names = "--run", paramLabel = "RUN", description = "A run, by the first digits of its id.")
        private @Nullable String run;

        @Option(names = "--last", description = "The newest run of the pipeline.")
        private boolean last;
    }

    public DrawVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.of(Setting.STATE, Setting.DATABASE_URL);
    }

    @Override
    int perform() throws IOException {
        DrawingForm form = DrawingForm.of(format, direction, output);
        Which asked = which;
        if (asked != null && asked.run != null) {
            String digits = asked.run;
            try (Ledger ledger = ledger()) {
                return drawn(form, RunSubject.byPrefix(ledger.history(), ledger.runs(), digits));
            }
        }
        boolean newest = asked != null && asked.last;
        Path file = PipelineFile.of(path);
        Reading reading = FlowReader.read(file.toString(), Files.readString(file));
        if (reading instanceof Reading.Bad bad) {
            return PipelineFile.refused(console(), file, bad, asJson());
        }
        Flow flow = ((Reading.Good) reading).flow();
        if (!newest) {
            return drawn(form, planned(file, flow));
        }
        try (Ledger ledger = ledger()) {
            return drawn(form, RunSubject.last(ledger.history(), ledger.runs(), flow.name()));
        }
    }

    private Ledger ledger() {
        return StateVerb.open(Settings.of(Place.of(path), sources()).engine(), Clock.systemUTC());
    }

    /** With the cells that are known without any inputs; a flow that cannot be planned so is drawn all the same. */
    private Subject planned(Path file, Flow flow) {
        try {
            return Subject.of(flow, Plan.of(flow, new Given(Json.object(), new SplittableRandom(1))));
        } catch (InvalidFlow e) {
            console().complain(file + ": " + e.getMessage() + "; drawn without its cells");
            return Subject.of(flow);
        }
    }

    private int drawn(DrawingForm form, Subject subject) throws IOException {
        String drawing = form.draw(subject);
        Path into = output;
        if (into != null) {
            OutputFile.replace(into, drawing, form.mark());
            console()
                    .say("Drew " + subject.flow().name() + " into " + Words.near(into.toAbsolutePath()) + ": "
                            + Style.count(subject.flow().nodes().size(), "node"));
        } else if (!asJson()) {
            console().say(drawing.stripTrailing());
        }
        if (asJson()) {
            ObjectNode json = Json.object()
                    .put("exit_code", ExitCode.DONE)
                    .put("flow", subject.flow().name())
                    .put("format", form.format());
            console().result(into == null ? json.put("drawing", drawing) : json.put("output", into.toString()));
        }
        return ExitCode.DONE;
    }
}
