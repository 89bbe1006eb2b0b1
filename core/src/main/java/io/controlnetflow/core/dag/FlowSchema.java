package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON schema of a {@code *.dag.yaml}, for editors: made of the words that the reader holds a file to. */
public final class FlowSchema {
    private FlowSchema() {}

    /** Draft 7. */
    public static ObjectNode json() {
        ObjectNode schema = JsonNodeFactory.instance
                .objectNode()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", "A ControlNet Flow pipeline");
        return schema.setAll(Words.FLOW.schema());
    }
}
