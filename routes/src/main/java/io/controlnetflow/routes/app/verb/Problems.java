package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.lint.file.Finding;
import java.util.List;

/** What was found wrong in files, for a person and as JSON. Pure but for the console. */
final class Problems {
    private Problems() {}

    /** A line for each. */
    static List<String> lines(List<Finding> found, Style style) {
        return found.stream()
                .map(f -> style.bad(style.pick("✗", "x")) + " " + f)
                .toList();
    }

    /** {@code 2 problems in NAME}. */
    static String count(List<Finding> found, String where, Style style) {
        return style.bad(Style.count(found.size(), "problem")) + " in " + where;
    }

    static ObjectNode json(int code, List<Finding> found) {
        ObjectNode json = Json.object().put("exit_code", code);
        ArrayNode problems = json.putArray("problems");
        found.forEach(f -> problems.addObject()
                .put("file", f.file().toString())
                .put("line", f.line())
                .put("column", f.column())
                .put("message", f.message()));
        return json;
    }

    /** Says why nothing is started, and answers with the exit code. */
    static int refuse(Console console, boolean json, List<Finding> found, String where) {
        lines(found, console.style()).forEach(console::complain);
        console.complain(count(found, where, console.style()) + "; nothing was started");
        if (json) {
            console.result(json(ExitCode.USAGE, found));
        }
        return ExitCode.USAGE;
    }
}
