package io.controlnetflow.core.embedded.http;

/** A request that is answered with an error. Leaves a handler as an exception and becomes its reply. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Reply reply;

    public Refusal(int status, String message) {
        this(message, Reply.error(status, message));
    }

    public Refusal(String message, Reply reply) {
        super(message, null, false, false);
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}
