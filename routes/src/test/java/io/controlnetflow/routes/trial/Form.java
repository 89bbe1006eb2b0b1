package io.controlnetflow.routes.trial;

/** How long the trials are: the short form for every build, the long one behind its profile. */
final class Form {
    private static final boolean LONG = Boolean.getBoolean("trials.long");

    private Form() {}

    static boolean isLong() {
        return LONG;
    }

    static int of(int brief, int full) {
        return LONG ? full : brief;
    }
}
