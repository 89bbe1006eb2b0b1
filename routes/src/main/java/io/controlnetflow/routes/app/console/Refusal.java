package io.controlnetflow.routes.app.console;

/** Something that a person must change before the program can go on. The message is all that is shown; exit code 2. */
public final class Refusal extends RuntimeException {
    public Refusal(String message) {
        super(message);
    }
}
