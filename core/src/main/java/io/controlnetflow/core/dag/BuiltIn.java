package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Field;
import io.controlnetflow.core.job.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flows that need no file. */
public final class BuiltIn {
    /** The input that names the file a run came from. */
    public static final String SOURCE = "source";

    public static final String IMAGE = "image";
    public static final String CONTROL_IMAGE = "control_image";
    public static final String MAP = "map";
    public static final String GENERATE = "gen";
    /** The input that names the model of the map. */
    public static final String CONTROL_MODEL = "control_model";

    private static final List<String> MAP_FIELDS = List.of("size", "fit", "low", "high");
    private static final int VERSION = 1;

    private BuiltIn() {}

    /**
     * A dropped photograph: a control map is made of it ({@code map}), and pictures are generated from that ({@code gen}). Takes
     * every request field as an optional input.
     *
     * @param kind the map's kind; {@code NONE} takes the picture as a finished map
     * @param model the model id
     */
    public static Flow hotFolder(ControlKind kind, String model) {
        return hotFolder(kind, model, false);
    }

    /** @param byModel whether {@value #CONTROL_MODEL} is an input too, which names the model of the map */
    public static Flow hotFolder(ControlKind kind, String model, boolean byModel) {
        Map<String, Input> inputs = inputs();
        inputs.put(IMAGE, Input.required("image"));
        MAP_FIELDS.forEach(field -> inputs.putIfAbsent(field, Input.optional("string", null)));
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        map.put(IMAGE, "${" + IMAGE + "}");
        MAP_FIELDS.forEach(field -> map.put(field, "${" + field + "}"));
        if (byModel) {
            inputs.put(CONTROL_MODEL, Input.required("string"));
            map.put("model", "${" + CONTROL_MODEL + "}");
        }
        return new Flow(
                "hot-folder",
                VERSION,
                inputs,
                List.of(
                        new Node(MAP, "control-map:" + kind.text(), map),
                        new Node(GENERATE, "wavespeed:" + model, request("${" + MAP + "}"))));
    }

    /** A job file in the API's own words: its control image is a finished map. */
    public static Flow jobFile(String model) {
        Map<String, Input> inputs = inputs();
        inputs.put(CONTROL_IMAGE, Input.required("image"));
        return new Flow(
                "job-file",
                VERSION,
                inputs,
                List.of(new Node(GENERATE, "wavespeed:" + model, request("${" + CONTROL_IMAGE + "}"))));
    }

    private static List<String> sent() {
        return Fields.all().stream()
                .filter(field -> field.use() != Field.Use.LOCAL)
                .map(Field::name)
                .filter(name -> !name.equals(CONTROL_IMAGE))
                .toList();
    }

    private static Map<String, Input> inputs() {
        Map<String, Input> inputs = new LinkedHashMap<>();
        inputs.put(SOURCE, Input.optional("string", null));
        sent().forEach(name -> inputs.put(name, Input.optional("string", null)));
        return inputs;
    }

    private static ObjectNode request(String controlImage) {
        ObjectNode with = JsonNodeFactory.instance.objectNode();
        with.put(CONTROL_IMAGE, controlImage);
        sent().forEach(name -> with.put(name, "${" + name + "}"));
        return with;
    }
}
