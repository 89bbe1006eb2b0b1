package io.controlnetflow.routes.engine;

/** The provider certainly does not know the model that is asked for; nothing is sent. */
public final class UnknownModel extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownModel(String message) {
        super(message);
    }

    /** The same with the drop in front. */
    public UnknownModel in(String path) {
        return new UnknownModel(path + ": " + getMessage());
    }
}
