package io.controlnetflow.routes.app.lint;

import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.settings.Place;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Camel says about a route file that it cannot use, in one message. Pure functions. */
public final class RouteTrouble {
    private static final Pattern POSITION = Pattern.compile("line (\\d{1,6}), column (\\d{1,6})");

    private RouteTrouble() {}

    /** The innermost reason, with the files' names. */
    public static Refusal refusal(Place place, Throwable trouble) {
        String files = place.routes().stream().map(Words::near).collect(Collectors.joining(", "));
        return new Refusal(files + ": cannot be started: " + reason(trouble) + "; 'flow validate' checks the files");
    }

    /** The same as a finding, with line and column where Camel tells them. */
    static Finding finding(Path file, Throwable trouble) {
        String reason = reason(trouble);
        for (Throwable t = trouble; t != null; t = t.getCause()) {
            Matcher position = POSITION.matcher(String.valueOf(t.getMessage()));
            if (position.find()) {
                return new Finding(
                        file, Integer.parseInt(position.group(1)), Integer.parseInt(position.group(2)), reason);
            }
        }
        return Finding.of(file, reason);
    }

    static String reason(Throwable trouble) {
        Throwable cause = trouble;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ClassNotFoundException) {
            return "the class " + cause.getMessage()
                    + " is not in this program; run the route in an application that has it";
        }
        String said = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return said.strip().lines().findFirst().orElse(cause.toString());
    }
}
