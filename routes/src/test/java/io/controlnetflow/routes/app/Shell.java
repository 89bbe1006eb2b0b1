package io.controlnetflow.routes.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Calls the program as a shell would, without a terminal. */
final class Shell {
    private Shell() {}

    /** What it said and how it ended. */
    record Said(int code, String out, String err) {}

    static Said flow(String... args) {
        return flow(Map.of(), args);
    }

    static Said flow(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                args);
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
