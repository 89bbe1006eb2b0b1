package io.controlnetflow.core.image.net;

import java.util.List;

/** A network that is loaded and ready. Thread-safe. */
public interface Net extends AutoCloseable {
    /** The file's name, for messages. */
    String name();

    /** What it takes: exactly one tensor of floats. */
    Slot input();

    /** What it gives. */
    List<Slot> outputs();

    /**
     * Runs it once.
     *
     * @param input of the shape that {@link #input()} declares, open sizes chosen
     * @return all outputs that are floats, in the file's order
     * @throws io.controlnetflow.core.image.map.UnmakeableMap when the network refuses the tensor
     */
    List<Tensor> run(Tensor input);

    @Override
    void close();
}
