package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.dag.FlowSchema;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flow schema}. */
class SchemaTest {
    @TempDir
    Path folder;

    @Test
    void printsTheSchemaOfAPipeline() throws IOException {
        Shell.Said said = Shell.flow("schema");

        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(new ObjectMapper().readTree(said.out())).isEqualTo(FlowSchema.json());
        assertThat(new ObjectMapper()
                        .readTree(Shell.flow("schema", "--json").out())
                        .path("schema"))
                .isEqualTo(FlowSchema.json());
    }

    @Test
    void writesItAnewButNotOverAnythingElse() throws IOException {
        Path file = folder.resolve("dag.schema.json");
        Files.writeString(file, "{\n  \"$schema\": \"of before\"}");

        assertThat(Shell.flow("schema", "--output", file.toString()).code()).isEqualTo(ExitCode.DONE);
        assertThat(file).hasContent(FlowSchema.text());

        Files.writeString(file, "{}");
        Shell.Said said = Shell.flow("schema", "--output", file.toString());
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(file + ": is there already and is something else; remove it");
        assertThat(file).hasContent("{}");
    }
}
