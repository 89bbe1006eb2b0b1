package io.controlnetflow.core.embedded.standin;

/** Something that a stand-in does not make. The message names the input. */
public final class UnmakeableProduct extends Exception {
    private static final long serialVersionUID = 1L;

    public UnmakeableProduct(String message) {
        super(message);
    }
}
