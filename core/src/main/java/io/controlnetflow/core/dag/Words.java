package io.controlnetflow.core.dag;

import static io.controlnetflow.core.dag.word.Word.may;
import static io.controlnetflow.core.dag.word.Word.must;

import io.controlnetflow.core.dag.word.Amount;
import io.controlnetflow.core.dag.word.AnyOf;
import io.controlnetflow.core.dag.word.Anything;
import io.controlnetflow.core.dag.word.Choice;
import io.controlnetflow.core.dag.word.ListOf;
import io.controlnetflow.core.dag.word.MapOf;
import io.controlnetflow.core.dag.word.Shape;
import io.controlnetflow.core.dag.word.Struct;
import io.controlnetflow.core.dag.word.Text;
import io.controlnetflow.core.dag.word.Truth;
import io.controlnetflow.core.dag.word.Whole;
import io.controlnetflow.core.dag.word.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every word of a flow and the shape of its value: what the reader holds a file to, and what the JSON schema is made of. */
public final class Words {
    private static final Text NAME = Text.of(Names.WHAT, Names.PATTERN);
    private static final Text DURATION = Text.of(Durations.WHAT, "^\\s*" + Durations.PATTERN + "\\s*$");
    private static final Text BACKOFF = Text.of(
            "a pause such as 2s, or a range such as 2s..60s",
            "^\\s*" + Durations.PATTERN + "(\\.\\." + Durations.PATTERN + ")?\\s*$");
    private static final Text CALL =
            Text.of("a Camel URI such as control-map:canny", "^(\\{\\{|[A-Za-z][A-Za-z0-9+.-]*:)");
    private static final Text NEED =
            Text.of("a node's id such as canny or gen[*]", "^[A-Za-z_][A-Za-z0-9_-]*(\\[\\*\\])?$");
    private static final Text RANGE_OR_REFERENCE = Text.of(
            "a range like 1..5 or a reference like ${seeds}", "^\\s*(-?[0-9]{1,9}\\.\\.-?[0-9]{1,9}|\\$\\{.*\\})\\s*$");
    private static final Text EACH =
            Text.of("csv:FILE, files:GLOB or a reference like ${shots}", "^\\s*(csv:.+|files:.+|\\$\\{.*\\})\\s*$");
    private static final Truth TRUTH = new Truth();
    private static final MapOf VALUES = new MapOf("a map of names and values", NAME, new Anything());
    private static final MapOf PARAMETERS =
            new MapOf("a map of parameters", Text.any("a parameter's name"), new Anything());

    private static final List<Word> RULES = List.of(
            may(
                    "join",
                    join(),
                    "How many cells of each barrier must be done: all (the default), settled, any, or {n: 2}."),
            may(
                    "when",
                    Text.any("a predicate such as ${best.score} > 0.5"),
                    "A Simple predicate; false skips the cell and what needs it."),
            may(
                    "retry",
                    new Struct(
                            "a retry",
                            must("max", new Whole(1, Retry.MOST), "Further attempts."),
                            may(
                                    "backoff",
                                    BACKOFF,
                                    "Pauses, doubled from the first to the second; 2s..60s by default.")),
                    "What happens when the body fails; for wavespeed: a new paid attempt after a proven failure, within the budget."),
            may("timeout", DURATION, "How long a cell may take; a wavespeed: cell is parked, never sent again."),
            may("cache", TRUTH, "False makes the run's id part of the key, so that nothing is reused."),
            may("optional", TRUTH, "True when the run goes on without it."),
            may("publish", TRUTH, "Whether results go to the outbox."),
            may("repeatable", TRUTH, "True when a body that was cut off may be run again."));

    /** One node. */
    static final Struct NODE = new Struct(
            "a node",
            nodeWords(),
            false,
            Map.of(
                    "uri",
                    "call",
                    "to",
                    "call",
                    "parameters",
                    "with",
                    "params",
                    "with",
                    "dependsOn",
                    "needs",
                    "depends_on",
                    "needs",
                    "if",
                    "when"));

    private static final Word NODES = must("nodes", new MapOf("a map of nodes", NAME, NODE), "The steps, by id.");

    /** A whole file. */
    static final Struct FLOW = new Struct(
            "a flow",
            List.of(
                    must("dag", NAME, "The flow's name."),
                    may("version", new Whole(1, Integer.MAX_VALUE), "Grows when the flow is changed; 1 by default."),
                    may("inputs", new MapOf("a map of inputs", NAME, input()), "What the flow is given."),
                    may("triggers", new ListOf("a list of triggers", trigger()), "What starts runs in watch."),
                    may("limits", limits(), "What the flow may use up."),
                    may(
                            "defaults",
                            new Struct("defaults", RULES, false, Map.of()),
                            "Node words that hold where a node says nothing."),
                    NODES,
                    may("outputs", VALUES, "What the flow answers with: names and references.")),
            false,
            Map.of("on", "triggers", "name", "dag", "jobs", "nodes", "params", "inputs"));

    /** What is said of a flow as a whole, where its nodes stand elsewhere. */
    static final Struct SPEC = new Struct(
            "a flow's spec",
            FLOW.words().stream().filter(word -> !word.equals(NODES)).toList(),
            false,
            Map.of("on", "triggers", "name", "dag", "params", "inputs"));

    private Words() {}

    private static Shape join() {
        return AnyOf.of(
                new Choice(List.of("all", "settled", "any")),
                new Struct(
                        "a count such as {n: 2}",
                        must("n", new Whole(1, Limits.MOST_CELLS), "So many cells that are done.")));
    }

    private static Struct input() {
        return new Struct(
                "an input",
                must("type", new Choice(InputType.texts()), "What it holds."),
                may("required", TRUTH, "True when a run without it is refused."),
                may("default", new Anything(), "The value when none is given."));
    }

    private static Struct limits() {
        Amount usd = new Amount("an amount of USD such as 0.60");
        return new Struct(
                "limits",
                may(
                        "budget",
                        new Struct(
                                "a budget",
                                may("run", usd, "USD that one run may cost."),
                                may("day", usd, "USD that all runs of a day may cost.")),
                        "Reservations at quoted prices never exceed it."),
                may(
                        "cells",
                        new Whole(1, Limits.MOST_CELLS),
                        "Most cells of one run; a plan with more fails before anything is sent. " + Limits.CELLS
                                + " by default."));
    }

    private static Struct trigger() {
        Text folder = Text.any("a folder's path");
        Text schedule = Text.any("a timetable such as 0 7 * * *");
        Text path = Text.of("a path such as /shoot", "^/");
        return Struct.oneOf(
                "a trigger",
                may(
                        "folder",
                        AnyOf.of(
                                folder,
                                new Struct(
                                        "a map with its path",
                                        must("path", folder, "Where pictures are dropped."),
                                        may("outbox", folder, "Where results go."),
                                        may(
                                                "accept",
                                                Text.any("patterns such as *.png,*.jpg"),
                                                "Which files are taken."),
                                        may(
                                                "sidecar",
                                                new Choice(List.of("optional", "required")),
                                                "Whether a picture must come with its fields."),
                                        may("wait", DURATION, "How long a picture waits for its sidecar."))),
                        "Pictures dropped into a folder."),
                may(
                        "cron",
                        AnyOf.of(
                                schedule,
                                new Struct(
                                        "a map with its schedule",
                                        must("schedule", schedule, "Five to seven fields."),
                                        may("inputs", VALUES, "Inputs of the runs."))),
                        "A timetable."),
                may(
                        "http",
                        AnyOf.of(path, new Struct("a map with its path", must("path", path, "Where requests go."))),
                        "A request; its body holds the inputs."),
                may(
                        "uri",
                        AnyOf.of(
                                CALL,
                                new Struct(
                                        "a map with from",
                                        must("from", CALL, "Any Camel consumer."),
                                        may("inputs", VALUES, "Inputs that every run has, too."))),
                        "Any Camel consumer."));
    }

    private static List<Word> nodeWords() {
        ListOf points = new ListOf("a list of points such as {seed: 11}", VALUES);
        Shape axis = AnyOf.of(new ListOf("a list of values", new Anything()), RANGE_OR_REFERENCE);
        List<Word> words = new ArrayList<>(List.of(
                may("call", CALL, "A Camel URI that makes the node's output."),
                may(
                        "steps",
                        new ListOf("a list of Camel YAML steps", new Anything()),
                        "Inline Camel YAML; its last body is the output."),
                may(
                        "with",
                        PARAMETERS,
                        "Parameters; values may hold references such as ${canny.image}, and Camel's Simple such as ${date:now:yyyy}, read when"
                                + " the cell starts."),
                may("needs", new ListOf("a list of node ids", NEED), "Nodes that come first, for order only."),
                may(
                        "matrix",
                        new MapOf(
                                "a map of names and their values",
                                NAME,
                                axis,
                                Map.of(
                                        Matrix.INCLUDE, may(Matrix.INCLUDE, points, "Further points."),
                                        Matrix.EXCLUDE, may(Matrix.EXCLUDE, points, "Points that are left out."))),
                        "Every combination of values is a cell."),
                may("each", EACH, "A cell for each item; the item is ${item}."),
                may(
                        "approve",
                        new Struct(
                                "an approval",
                                may("show", Text.any("a reference such as ${best.image}"), "What the person sees."),
                                may("timeout", DURATION, "How long it waits."),
                                may(
                                        "otherwise",
                                        new Choice(List.of("reject", "approve")),
                                        "What holds after the timeout; reject by default."),
                                may(
                                        "tell",
                                        CALL,
                                        "A Camel URI that is told who is asked what, with the link that decides.")),
                        "A person's yes or no.")));
        words.addAll(RULES);
        return words;
    }
}
