package io.controlnetflow.core.dag.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.controlnetflow.core.dag.FlowSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an editor says by the schema, against what the reader says. */
class SchemaTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/controlnetflow/core/dag");
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(FlowSchema.json());

    @ParameterizedTest
    @ValueSource(strings = {"shoot", "every-word"})
    void takesWhatTheReaderTakes(String name) throws IOException, Unreadable {
        assertThat(SCHEMA.validate(document(FOLDER.resolve("valid/" + name + ".dag.yaml"))))
                .isEmpty();
    }

    /** What is wrong with one word alone can be seen in an editor; what is wrong between words only the reader sees. */
    @ParameterizedTest
    @MethodSource("wrongWords")
    void marksWhatIsWrongWithAWord(String name) throws IOException, Unreadable {
        assertThat(SCHEMA.validate(document(FOLDER.resolve("invalid/" + name + ".dag.yaml"))))
                .isNotEmpty();
    }

    static Stream<String> wrongWords() {
        return Stream.of(
                "no-name",
                "no-nodes",
                "nodes-is-a-list",
                "unknown-flow-word",
                "unknown-node-word",
                "flow-name",
                "node-name",
                "version-zero",
                "input-type",
                "input-without-type",
                "trigger-kind",
                "trigger-of-two-kinds",
                "http-path",
                "budget-text",
                "cells-zero",
                "call-is-no-uri",
                "matrix-of-text",
                "matrix-empty-list",
                "each-of-text",
                "join-word",
                "join-n-zero",
                "retry-zero",
                "timeout-without-unit",
                "timeout-in-words",
                "cache-is-text",
                "otherwise-word",
                "default-word");
    }

    @Test
    void describesEveryWord() {
        assertThat(undescribed("", FlowSchema.json())).isEmpty();
    }

    private static List<String> undescribed(String path, JsonNode schema) {
        Stream<String> here = schema.path("properties").properties().stream()
                .filter(e -> !e.getValue().hasNonNull("description"))
                .map(e -> path + "." + e.getKey());
        Stream<String> below = schema.properties().stream()
                .flatMap(e -> e.getValue().isContainerNode()
                        ? undescribed(path + "." + e.getKey(), e.getValue()).stream()
                        : Stream.empty());
        return Stream.concat(here, below).toList();
    }

    private static JsonNode document(Path file) throws IOException, Unreadable {
        return TreeReader.read(Files.readString(file)).root();
    }
}
