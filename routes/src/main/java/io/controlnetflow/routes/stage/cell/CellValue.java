package io.controlnetflow.routes.stage.cell;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.artifact.ArtifactStore;
import java.io.IOException;

/** What a component answers with that can be a cell's value. */
public interface CellValue {
    /** As it is kept with the cell; pictures are put into the store. */
    JsonNode value(ArtifactStore store) throws IOException;
}
