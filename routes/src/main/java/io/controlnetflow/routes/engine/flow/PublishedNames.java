package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.artifact.MediaTypes;
import io.controlnetflow.core.dag.plan.CellId;
import java.util.ArrayList;
import java.util.List;

/** What the files of a run are called where results are put. Pure functions. */
public final class PublishedNames {
    private PublishedNames() {}

    /** {@code a/b/cat.jpg} as {@code a/b/cat}. */
    public static String stem(String label) {
        int dot = label.lastIndexOf('.');
        return dot > label.lastIndexOf('/') + 1 ? label.substring(0, dot) : label;
    }

    /**
     * The files of a cell, as in {@code cat/gen-11-1.jpg}; none of a value that holds no files.
     *
     * @param label of its run
     * @param output the cell's value
     */
    static List<String> of(String label, CellId cell, JsonNode output) {
        List<String> names = new ArrayList<>();
        for (JsonNode one : output.isArray() ? output : List.of(output)) {
            if (one.path("ref").asText().startsWith("sha256:")) {
                names.add(stem(label) + "/" + cell.fileStem() + "-" + (names.size() + 1) + "."
                        + MediaTypes.extension(one.path("mediaType").asText()));
            }
        }
        return names;
    }
}
