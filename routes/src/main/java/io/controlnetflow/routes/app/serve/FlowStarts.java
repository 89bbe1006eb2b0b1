package io.controlnetflow.routes.app.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InputCheck;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.component.dag.FlowInputs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.UnknownModel;
import io.controlnetflow.routes.engine.folder.StartedRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;

/** Starts the flows that a person starts: those that no folder and no route starts. */
final class FlowStarts {
    private final GivenInputs given;

    FlowStarts(GivenInputs given) {
        this.given = given;
    }

    /**
     * Refuses what cannot be started, before any folder is looked at.
     *
     * @param byHand of the flows that a person starts
     * @throws Refusal naming the inputs that are unknown or missing
     */
    void check(CamelContext camel, Predicate<Flow> byHand) {
        FlowsHere here = new FlowsHere(camel);
        given.check(here.all().stream().map(Flow::spec).toList(), here.hasPlainFolders());
        List<String> missing = new ArrayList<>();
        here.startedByHand().stream().filter(byHand).forEach(flow -> missing.addAll(missing(flow)));
        if (!missing.isEmpty()) {
            throw new Refusal(String.join(System.lineSeparator(), missing));
        }
    }

    private List<String> missing(Flow flow) {
        Set<String> there = given.of(flow.spec()).keySet();
        List<String> missing = new ArrayList<>();
        flow.inputs().forEach((name, input) -> {
            if (input.required() && !there.contains(name)) {
                missing.add("dag:" + flow.name() + ": " + name + ": is missing; give "
                        + input.type().what().replaceFirst(":.*", "") + " by --input " + name + "="
                        + (input.type() == InputType.IMAGE ? "FILE" : "VALUE"));
            }
        });
        return missing;
    }

    /** What is to be started; empty when every flow is started by something else. */
    Optional<StartedRuns> plan(CamelContext camel, Path outbox) {
        try {
            List<StartedRuns.Wanted> wanted = wanted(camel, flow -> true);
            return wanted.isEmpty() ? Optional.empty() : Optional.of(StartedRuns.plan(camel, outbox, wanted));
        } catch (InvalidFlow | InvalidField | UnknownModel e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Refusal("inputs: cannot be read: " + e.getMessage() + "; nothing is started");
        }
    }

    /** @param byHand of the flows that a person starts */
    List<StartedRuns.Wanted> wanted(CamelContext camel, Predicate<Flow> byHand) throws IOException {
        List<StartedRuns.Wanted> wanted = new ArrayList<>();
        for (Flow flow : new FlowsHere(camel).startedByHand()) {
            if (byHand.test(flow)) {
                wanted.add(wanted(camel, flow));
            }
        }
        return wanted;
    }

    private StartedRuns.Wanted wanted(CamelContext camel, Flow flow) throws IOException {
        Map<String, Object> said = given.of(flow.spec());
        ObjectNode inputs = FlowInputs.of(flow.spec(), camel, Engine.of(camel).store(), said);
        List<Problem> problems = InputCheck.problems(flow.spec(), inputs);
        if (!problems.isEmpty()) {
            throw new InvalidFlow("dag:" + flow.name(), problems);
        }
        return new StartedRuns.Wanted(flow, inputs, label(flow, said));
    }

    /** As the file of its picture, so that results lie where those of a dropped one would. */
    private static String label(Flow flow, Map<String, Object> inputs) {
        Set<String> files = new LinkedHashSet<>();
        inputs.values().forEach(value -> {
            if (value instanceof Path file) {
                files.add(String.valueOf(file.getFileName()));
            }
        });
        return files.stream().findFirst().orElse(flow.name());
    }
}
