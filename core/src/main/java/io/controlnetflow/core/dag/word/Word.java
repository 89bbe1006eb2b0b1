package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A key with a meaning.
 *
 * @param name as written
 * @param shape of its value
 * @param required whether it must be there
 * @param meaning one sentence for a person
 */
public record Word(String name, Shape shape, boolean required, String meaning) {
    public static Word must(String name, Shape shape, String meaning) {
        return new Word(name, shape, true, meaning);
    }

    public static Word may(String name, Shape shape, String meaning) {
        return new Word(name, shape, false, meaning);
    }

    ObjectNode schema() {
        return shape.schema().put("description", meaning);
    }
}
