package io.controlnetflow.core.reason;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What stands above a cell. */
public interface Lineage {
    /** The cells directly above, as far as something was kept of them. */
    List<Making> above(Making cell);

    /** The inputs of the cell's run. */
    JsonNode inputs(Making cell);
}
