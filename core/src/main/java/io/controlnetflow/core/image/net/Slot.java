package io.controlnetflow.core.image.net;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a network takes or gives, as its file declares it.
 *
 * @param shape outermost first; {@link #ANY} where the file leaves a size open
 * @param type of a number, in the library's word
 */
public record Slot(String name, List<Integer> shape, String type) {
    /** A size that the file leaves open. */
    public static final int ANY = -1;
    /** Numbers of 32 bits, the only ones that are fed. */
    public static final String FLOAT = "FLOAT";

    public Slot {
        shape = List.copyOf(shape);
    }

    /** As in {@code input 1x3x?x? of FLOAT}. */
    @Override
    public String toString() {
        return name + " " + text(shape) + " of " + type;
    }

    /** A shape for a message, as in {@code 1x3x518x?}. */
    public static String text(List<Integer> shape) {
        return shape.isEmpty()
                ? "single number"
                : shape.stream().map(n -> n < 0 ? "?" : n.toString()).collect(Collectors.joining("x"));
    }
}
