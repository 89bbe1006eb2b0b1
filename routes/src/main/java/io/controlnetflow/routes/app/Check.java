package io.controlnetflow.routes.app;

/**
 * One thing that {@code flow doctor} looked at.
 *
 * @param said what was found and, unless it is fine, what to do
 */
record Check(String what, Level level, String said) {
    /** How good it is. */
    enum Level {
        OK,
        WARN,
        FAIL
    }

    static Check ok(String what, String said) {
        return new Check(what, Level.OK, said);
    }

    static Check warn(String what, String said) {
        return new Check(what, Level.WARN, said);
    }

    static Check fail(String what, String said) {
        return new Check(what, Level.FAIL, said);
    }
}
