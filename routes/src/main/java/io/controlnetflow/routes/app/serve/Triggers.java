package io.controlnetflow.routes.app.serve;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Routes that the triggers of flows became, known by their ids. Pure functions. */
final class Triggers {
    private static final Pattern ANY =
            Pattern.compile("[A-Za-z][A-Za-z0-9_-]*:(folder|cron|http|uri)[a-z0-9-]*(~[0-9]+)?");

    private Triggers() {}

    static boolean isOne(@Nullable String route) {
        return route != null && ANY.matcher(route).matches();
    }
}
