package io.controlnetflow.routes.app;

import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.serve.Logging;
import io.controlnetflow.routes.app.settings.Settings;
import java.io.PrintStream;
import java.util.Map;

/** The flow program. */
public final class Main {
    private Main() {}

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] args) {
        Logging.quiet();
        Console console = Console.ofProcess();
        int code = ExitCode.FAILED;
        try {
            code = run(console, Settings.environment(), args);
        } finally {
            console.redraw(null);
            System.exit(code);
        }
    }

    /**
     * Runs one command line in this process, without colours or a live line, and answers with its exit code.
     *
     * @param environment what would be the process's environment
     */
    public static int run(PrintStream out, PrintStream err, Map<String, String> environment, String... args) {
        return run(new Console(out, err, new Style(false, true), false, 100), environment, args);
    }

    /** Runs one command line and answers with its exit code. */
    static int run(Console console, Map<String, String> environment, String... args) {
        return CommandLines.of(console, environment).execute(args);
    }
}
