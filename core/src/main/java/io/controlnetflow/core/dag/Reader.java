package io.controlnetflow.core.dag;

import java.util.Optional;

/** Who reads a text of a flow, and so what it may hold beside references. */
enum Reader {
    /** Camel, with a message in hand: steps, addresses, predicates. */
    CAMEL,
    /** A cell that starts. */
    CELL,
    /** The plan, which is made anew whenever more is known. */
    PLAN,
    /** Whoever gives a run its inputs. */
    INPUTS,
    /** Whoever asks what a run came to, as often as they like. */
    OUTPUTS;

    private static final String INSTEAD =
            "let a node of its own make it, with steps: [{setBody: {simple: \"…\"}}], and refer to that node";

    /** Who reads a word of a node. */
    static Reader of(String path) {
        if (path.startsWith("with.") || path.equals("approve.show")) {
            return CELL;
        }
        return path.startsWith("matrix") || path.equals("each") ? PLAN : CAMEL;
    }

    /**
     * Why an expression of Camel's Simple has no place here.
     *
     * @param name what it begins with
     */
    Optional<String> refuses(String expression, String name) {
        return switch (this) {
            case CAMEL -> Optional.empty();
            case PLAN ->
                Optional.of(expression + " is Camel's Simple, which a matrix is not read as: its cells are the same"
                        + " however often the run is planned; write it in with, or " + INSTEAD);
            case INPUTS ->
                Optional.of(
                        expression + " is Camel's Simple, which inputs are not read as: the same inputs are the same"
                                + " run; write it in with, where a cell reads it when it starts");
            case OUTPUTS ->
                Optional.of(expression + " is Camel's Simple, which outputs are not read as: they are the same however"
                        + " often they are asked for; " + INSTEAD);
            case CELL -> ofCell(expression, name);
        };
    }

    private static Optional<String> ofCell(String expression, String name) {
        if (expression.indexOf("${", 2) > 0 || expression.contains("$simple{")) {
            return Optional.of(expression + " begins an expression inside of another, so that a value would be read as"
                    + " one; use a method, as in ${variable.prompt.toUpperCase()}, or " + INSTEAD);
        }
        return Names.ofMessage(name)
                ? Optional.of(
                        expression + " is of a message, and there is none yet when a parameter is read; " + INSTEAD)
                : Optional.empty();
    }
}
