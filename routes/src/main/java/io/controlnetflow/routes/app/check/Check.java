package io.controlnetflow.routes.app.check;

/**
 * One thing that {@code flow doctor} looked at.
 *
 * @param said what was found and, unless it is fine, what to do
 */
public record Check(String what, Level level, String said) {
    /** How good it is. */
    public enum Level {
        OK,
        WARN,
        FAIL
    }

    public static Check ok(String what, String said) {
        return new Check(what, Level.OK, said);
    }

    public static Check warn(String what, String said) {
        return new Check(what, Level.WARN, said);
    }

    public static Check fail(String what, String said) {
        return new Check(what, Level.FAIL, said);
    }
}
