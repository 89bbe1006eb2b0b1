package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.ControlKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flows that need no file. */
public final class BuiltIn {
    /** The input that names the file a run came from. */
    public static final String SOURCE = "source";

    public static final String IMAGE = "image";
    public static final String MAP = "map";
    public static final String GENERATE = "gen";

    private static final String CONTROL_IMAGE = "control_image";
    private static final int VERSION = 1;

    private BuiltIn() {}

    /**
     * A dropped photograph: a control map is made of it ({@code map}), and pictures are generated from that ({@code gen}).
     *
     * @param kind the map's kind; {@code NONE} takes the picture as a finished map
     * @param model the model id
     * @param fields the names of the request fields that a run may give
     * @param defaults values of fields that hold when a run gives none
     */
    public static Flow hotFolder(ControlKind kind, String model, Collection<String> fields, ObjectNode defaults) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        map.put(IMAGE, "${" + IMAGE + "}");
        map.put("size", "${size}");
        Map<String, Input> inputs = inputs(fields, defaults);
        inputs.put(IMAGE, Input.required("image"));
        return new Flow(
                "hot-folder",
                VERSION,
                inputs,
                List.of(
                        new Node(MAP, "control-map:" + kind.text(), map),
                        new Node(GENERATE, "wavespeed:" + model, request(fields, "${" + MAP + "}"))));
    }

    /** A job file in the API's own words: its control image is a finished map. */
    public static Flow jobFile(String model, Collection<String> fields, ObjectNode defaults) {
        Map<String, Input> inputs = inputs(fields, defaults);
        inputs.put(CONTROL_IMAGE, Input.required("image"));
        return new Flow(
                "job-file",
                VERSION,
                inputs,
                List.of(new Node(GENERATE, "wavespeed:" + model, request(fields, "${" + CONTROL_IMAGE + "}"))));
    }

    private static Map<String, Input> inputs(Collection<String> fields, ObjectNode defaults) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        inputs.put(SOURCE, Input.optional("string", null));
        for (String field : fields) {
            if (!field.equals(CONTROL_IMAGE)) {
                inputs.put(field, Input.optional("string", defaults.get(field)));
            }
        }
        inputs.putIfAbsent("size", Input.optional("string", defaults.get("size")));
        return inputs;
    }

    private static ObjectNode request(Collection<String> fields, String controlImage) {
        ObjectNode with = JsonNodeFactory.instance.objectNode();
        with.put(CONTROL_IMAGE, controlImage);
        fields.stream()
                .filter(field -> !field.equals(CONTROL_IMAGE))
                .forEach(field -> with.put(field, "${" + field + "}"));
        return with;
    }
}
