package io.controlnetflow.core.image.net;

import io.controlnetflow.core.image.map.UnmakeableMap;
import java.util.List;

/** What is asked of every network. */
final class Slots {
    private Slots() {}

    /** The only input, of floats. */
    static Slot one(String file, List<Slot> inputs) {
        if (inputs.size() != 1 || !inputs.get(0).type().equals(Slot.FLOAT)) {
            throw new UnmakeableMap(file + ": takes " + inputs + "; one input of " + Slot.FLOAT
                    + " is expected, so use a model that is" + " exported that way");
        }
        return inputs.get(0);
    }
}
