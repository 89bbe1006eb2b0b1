package io.controlnetflow.routes.app;

/** Something that a person must change before the program can go on. The message is all that is shown; exit code 2. */
final class Refusal extends RuntimeException {
    Refusal(String message) {
        super(message);
    }
}
