package io.controlnetflow.core.dag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    /** The same as the text of a file: indented by two, with {@code \n} at the end of each line. */
    public static String text() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter form = new DefaultPrettyPrinter();
        form.indentObjectsWith(lines);
        form.indentArraysWith(lines);
        try {
            return new ObjectMapper().writer(form).writeValueAsString(json()) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
