package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a CSV file as parameters: what is a number there is one, and what is none is refused. */
class TableRowsTest {
    private static final String FLOW = """
            dag: table
            inputs: {image: {type: image, required: true}}
            nodes:
              map:
                each: csv:rows.csv
                call: control-map:canny
                with: {image: "${image}", low: "${item.low}", size: "256*256"}
              gen:
                each: csv:rows.csv
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with:
                  prompt: ${item.prompt}
                  control_image: ${map}
                  seed: ${item.seed}
                  guidance_scale: ${item.scale}
                  enable_sync_mode: ${item.sync}
                  size: "256*256"
            outputs: {pictures: "${gen[*].image}"}
            """;
    private static final String NUMBERS = """
            dag: numbers
            inputs: {image: {type: image, required: true}}
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}", low: 80, size: "256*256"}}
              gen:
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "a boat, red", control_image: "${map}", seed: 11, guidance_scale: 4.5, size: "256*256"}
            outputs: {picture: "${gen.image}"}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void table() throws IOException {
        write("application.properties", "controlnetflow.generation-time=20ms\ncontrolnetflow.poll-floor=50ms\n");
        Files.write(folder.resolve("cat.png"), Pixels.picture(1));
        write("table.dag.yaml", FLOW);
    }

    @Test
    void areNumbersAndTruthsWhereThoseAreWantedAndTheSameJobsAsIfTheyStoodInTheFlow() throws IOException {
        write("rows.csv", "prompt,seed,scale,low,sync\n\"a boat, red\",11,4.5,80,false\n");
        Shell.Said rows = run();
        assertThat(rows.code()).as(rows.toString()).isEqualTo(ExitCode.DONE);
        JsonNode said = new ObjectMapper().readTree(rows.out());
        assertThat(said.path("made").asInt()).isEqualTo(1);

        Files.delete(folder.resolve("table.dag.yaml"));
        write("numbers.dag.yaml", NUMBERS);
        Shell.Said numbers = run();
        assertThat(numbers.code()).as(numbers.toString()).isEqualTo(ExitCode.DONE);
        assertThat(new ObjectMapper().readTree(numbers.out()).path("submits").asInt())
                .isZero();
    }

    @Test
    void areRefusedWhereTheyAreNone() throws IOException {
        write("rows.csv", "prompt,seed,scale,low,sync\na boat,eleven,4.5,80,false\n");
        Shell.Said said = run();
        assertThat(said.code()).as(said.toString()).isNotEqualTo(ExitCode.DONE);
        assertThat(said.err()).contains("seed: \"eleven\" is a text, not a number");
    }

    private Shell.Said run() {
        return Shell.flow("run", folder.toString(), "--input", "image=" + folder.resolve("cat.png"), "--json");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
