package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What an editor sees: each pipeline of the examples names the schema, and is as the schema says. */
class SchemaOfExamplesTest {
    private static final String FIRST = "# yaml-language-server: $schema=../dag.schema.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> pipelines() {
        return Examples.all().stream()
                .flatMap(example -> Examples.pipelines(example).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void isNamedInItsFirstLine(Path pipeline) throws IOException {
        assertThat(Files.readAllLines(pipeline)).first().isEqualTo(FIRST);
        assertThat(pipeline.resolveSibling("../dag.schema.json")).exists();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void takesIt(Path pipeline) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(JSON.readTree(Path.of("dag.schema.json").toFile()));
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(pipeline));

        assertThat(schema.validate(JSON.valueToTree(document))).isEmpty();
    }
}
