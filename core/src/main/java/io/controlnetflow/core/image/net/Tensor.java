package io.controlnetflow.core.image.net;

import java.util.List;

/**
 * Numbers in a shape. The numbers are handed over, not copied.
 *
 * @param name as the network's file says; of no meaning for an input
 * @param shape outermost first
 * @param values the last dimension runs fastest
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(String name, List<Integer> shape, float[] values) {
    /** Refuses a shape that does not hold exactly these numbers. */
    public Tensor {
        shape = List.copyOf(shape);
        if (shape.stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b) != values.length) {
            throw new IllegalArgumentException(
                    "tensor " + name + ": " + Slot.text(shape) + " is not " + values.length + " numbers");
        }
    }

    @Override
    public String toString() {
        return name + " " + Slot.text(shape);
    }
}
