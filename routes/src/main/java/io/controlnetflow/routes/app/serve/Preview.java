package io.controlnetflow.routes.app.serve;

import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.component.folder.WatchFolderEndpoint;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.UnknownModel;
import io.controlnetflow.routes.engine.folder.FolderGlance;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.folder.StartedRuns;
import io.controlnetflow.routes.engine.plan.Forecast;
import io.controlnetflow.routes.engine.plan.Outlook;
import io.controlnetflow.routes.engine.plan.RunOutlook;
import io.controlnetflow.routes.engine.run.FlowRuns;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run} would do here. Nothing is opened, sent, uploaded or moved.
 *
 * @param runs in the order in which they would be opened; those of a folder together
 * @param refused drops of which no run would be made
 * @param others routes whose messages are not known before
 * @param open triggers whose inputs are not known before, a sentence each
 */
public record Preview(List<Batch> runs, List<FolderGlance.Refused> refused, List<String> others, List<String> open) {
    /**
     * Runs that are one batch.
     *
     * @param folder true when they are of a folder; else it is one run
     */
    public record Batch(boolean folder, List<RunOutlook> runs) {
        public Batch {
            runs = List.copyOf(runs);
        }
    }

    public Preview {
        runs = List.copyOf(runs);
        refused = List.copyOf(refused);
        others = List.copyOf(others);
        open = List.copyOf(open);
    }

    /** Of one folder and the built-in flow. */
    public static Preview of(CamelContext camel, FolderSpec spec) throws InterruptedException {
        return new Look(camel).end(look -> look.folder(spec), List.of());
    }

    /**
     * Of the folders and flows of a person's routes.
     *
     * @throws Refusal for what cannot be started: the same as {@code run} says
     */
    public static Preview of(CamelContext camel, GivenInputs given) throws InterruptedException {
        FlowStarts starts = new FlowStarts(given);
        try {
            starts.check(camel, flow -> !Firings.has(flow));
        } catch (InvalidFlow e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
        FlowsHere here = new FlowsHere(camel);
        return new Look(camel)
                .end(
                        look -> {
                            for (WatchFolderEndpoint folder : here.folders()) {
                                look.folder(folder.spec());
                            }
                            look.flows(starts);
                            look.firings(Firings.of(camel, given));
                        },
                        here.others());
    }

    private interface Places {
        void look(Look at) throws IOException, InterruptedException;
    }

    /** One look. */
    private static final class Look {
        private final CamelContext camel;
        private final Forecast forecast;
        private final List<Batch> runs = new ArrayList<>();
        private final List<FolderGlance.Refused> refused = new ArrayList<>();
        private final List<String> open = new ArrayList<>();

        Look(CamelContext camel) {
            this.camel = camel;
            this.forecast = new Forecast(Engine.of(camel));
        }

        Preview end(Places places, List<String> others) throws InterruptedException {
            try {
                places.look(this);
                return new Preview(runs, refused, others, open);
            } catch (InvalidFlow | InvalidField | UnknownModel e) {
                throw new Refusal(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new Refusal("plan: cannot be made: " + e.getMessage() + "; nothing is started");
            }
        }

        void folder(FolderSpec spec) throws IOException, InterruptedException {
            FolderGlance.Seen seen = FolderGlance.at(camel, spec);
            List<RunOutlook> outlooks = new ArrayList<>();
            for (Runs.Opening opening : seen.runs()) {
                outlooks.add(forecast.of(opening));
            }
            runs.add(new Batch(true, outlooks));
            refused.addAll(seen.refused());
        }

        void flows(FlowStarts starts) throws IOException, InterruptedException {
            for (StartedRuns.Wanted one : starts.wanted(camel, flow -> !Firings.has(flow))) {
                run(one, null);
            }
        }

        /** Each would be a run of its own. */
        void firings(Firings firings) throws IOException, InterruptedException {
            for (StartedRuns.Wanted one : firings.known()) {
                run(one, "plan");
            }
            open.addAll(firings.open());
        }

        private void run(StartedRuns.Wanted one, @Nullable String firing) throws IOException, InterruptedException {
            Runs.Opening opening = FlowRuns.of(camel)
                    .plan(one.flow(), one.inputs(), firing, one.label())
                    .opening();
            runs.add(new Batch(false, List.of(forecast.of(opening))));
        }
    }

    /** Every run that would be opened by itself, without those that are called. */
    public List<RunOutlook> all() {
        return runs.stream().flatMap(batch -> batch.runs().stream()).toList();
    }

    /** True when something of it is refused or would fail. */
    public boolean isWrong() {
        return !refused.isEmpty()
                || all().stream()
                        .flatMap(run -> run.cells().stream())
                        .anyMatch(cell -> cell.kind() == Outlook.Kind.FAILS);
    }

    /** At least, USD. */
    BigDecimal price() {
        return sum(all());
    }

    static BigDecimal sum(List<RunOutlook> some) {
        return some.stream().map(RunOutlook::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
