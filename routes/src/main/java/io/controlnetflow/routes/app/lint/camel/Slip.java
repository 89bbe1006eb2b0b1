package io.controlnetflow.routes.app.lint.camel;

/**
 * Something wrong with an endpoint.
 *
 * @param option its name; empty when the whole endpoint is meant
 * @param text what is wrong, with the option
 */
record Slip(String option, String text) {
    static Slip of(String scheme, String option, String wrong) {
        return new Slip(option, scheme + ": " + (option.isEmpty() ? "" : option + ": ") + wrong);
    }
}
