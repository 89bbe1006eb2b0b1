package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flow run} of flows that a person starts, with what is typed. */
class RunAFlowTest {
    private static final String POSTER = """
            dag: poster
            inputs:
              image: {type: image, required: true}
              prompt: {type: string, default: "{{poster.prompt}}"}
              seeds: {type: list, default: [1]}
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}"}}
              gen:
                matrix: {seed: "${seeds}"}
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "${prompt}", control_image: "${map}", seed: "${matrix.seed}", size: "256*256"}
            outputs: {pictures: "${gen[*].image}"}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void shop() throws IOException {
        write("application.properties", """
                poster.prompt=a lighthouse
                controlnetflow.generation-time=20ms
                controlnetflow.poll-floor=50ms
                """);
        Files.write(folder.resolve("cat.png"), Pixels.picture(1));
    }

    @Test
    void takesItsInputsFromTheCommandLineAndItsDefaultsFromTheProperties() throws IOException {
        write("poster.dag.yaml", POSTER);
        Shell.Said said = run("--input", "image=" + folder.resolve("cat.png"), "--input", "seeds=[4, 5]", "--json");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.err()).contains("1 run, 3 cells, 2 pictures, at least $0.06 if none was made before");
        JsonNode end = new ObjectMapper().readTree(said.out());
        assertThat(end.path("made").asInt()).isEqualTo(2);
        assertThat(end.path("runs")).hasSize(1);
        assertThat(end.at("/runs/0/flow").asText()).isEqualTo("poster");
        assertThat(end.at("/runs/0/state").asText()).isEqualTo("done");
        assertThat(end.at("/runs/0/cost").asText()).isEqualTo("0.06");
        assertThat(end.at("/runs/0/outputs/pictures")).hasSize(2).allSatisfy(picture -> assertThat(
                        Path.of(picture.path("file").asText()))
                .isRegularFile());
        JsonNode manifest = new ObjectMapper()
                .readTree(folder.resolve("outbox/cat/gen-5-1.jpg.json").toFile());
        assertThat(manifest.at("/parameters/prompt").asText()).isEqualTo("a lighthouse");

        Shell.Said again =
                run("--input", "image=" + folder.resolve("cat.png"), "--input", "seeds=[4,5]", "--prompt", "a boat");
        assertThat(again.out()).contains("made 2, reused 0");
        again = run("--input", "image=" + folder.resolve("cat.png"), "--input", "seeds=[4,5]");
        assertThat(again.out())
                .contains("at least $0.06 if none was made before; 2 of them are there already")
                .contains("made 0, reused 2 (saved $0.06), submits 0");
        again = run("--input", "image=" + folder.resolve("cat.png"), "--input", "seeds=[4,5]", "--json");
        assertThat(new ObjectMapper().readTree(again.out()).at("/runs/0/outputs/pictures"))
                .as("a run that was there already")
                .hasSize(2);
    }

    @Test
    void refusesInputsThatAreMissingOrUnknownBeforeAnythingIsDone() throws IOException {
        write("poster.dag.yaml", POSTER);
        assertThat(refusal()).contains("dag:poster: image: is missing; give an image by --input image=FILE");
        assertThat(refusal("--input", "imge=x.png"))
                .contains("--input: imge is no input of a flow here; did you mean image?");
        assertThat(refusal("--guidance-scale", "3"))
                .contains("--guidance-scale is no input of a flow here; they have image, prompt, seeds");
        assertThat(refusal("--input", "image=" + folder.resolve("gone.png"))).contains("is not there; name a picture");
        assertThat(refusal("--input", "image=" + folder.resolve("cat.png"), "--input", "seeds=many"))
                .contains("seeds: many is not a list");
    }

    @Test
    void startsNoFlowThatAnotherOneCalls() throws IOException {
        write("poster.dag.yaml", POSTER);
        write("wall.dag.yaml", """
                dag: wall
                inputs: {picture: {type: image, required: true}}
                nodes:
                  one: {call: "dag:poster", with: {image: "${picture}", seeds: [7]}}
                """);
        Shell.Said said = run("--input", "picture=" + folder.resolve("cat.png"));
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out())
                .contains("1 run, 1 cell, 1 picture, at least $0.03 if none was made before")
                .contains("submits 1");
        assertThat(folder.resolve("outbox/cat/poster/gen-7-1.jpg")).exists();
        assertThat(folder.resolve("outbox/cat.png")).doesNotExist();
    }

    @Test
    void endsWithTheCommandWhenAPersonIsAskedAndGoesOnAfterTheYes() throws IOException {
        write("ask.dag.yaml", """
                dag: ask
                nodes:
                  say: {steps: [{setBody: {constant: '{"text": "hello"}'}}]}
                  ok: {needs: [say], approve: {}}
                  done: {needs: [ok], steps: [{setBody: {constant: '{"text": "bye"}'}}]}
                outputs: {said: "${done.text}"}
                """);
        Shell.Said said = run("--json");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.WAITS_FOR_A_PERSON);
        assertThat(said.err()).contains("Waits for a person in").doesNotContain("Done");
        String waits = new ObjectMapper()
                .readTree(said.out())
                .at("/waiting_for_person/0")
                .asText();
        assertThat(waits).matches("ok: waits for a person; go on with: flow approve [0-9a-f]{12} ok, or .*");
        try (Ledger ledger =
                Ledgers.open(LedgerSettings.inFolder(folder.resolve(".flow"), "test"), Clock.systemUTC())) {
            ledger.runs().decide(ledger.history().approvals().get(0).id(), true, "test");
        }
        assertThat(run().code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void saysThatAChangedFileMakesANewRun() throws IOException {
        String text = "dag: say\nnodes:\n  say: {steps: [{setBody: {constant: A}}]}\noutputs: {said: \"${say}\"}\n";
        write("say.dag.yaml", text);
        assertThat(run().out()).doesNotContain("changed");
        write("say.dag.yaml", text.replace("constant: A", "constant: B"));
        assertThat(run().out()).contains("dag:say is not as it was at its last run; this makes a new one");
        assertThat(run().out()).doesNotContain("new one");
    }

    @Test
    void statusSaysWhichChangesWatchDidNotTake() throws IOException {
        write("say.dag.yaml", "dag: say\nnodes:\n  say: {steps: [{setBody: {constant: A}}]}\n");
        run();
        write(".flow/rejected.txt", folder.resolve("say.dag.yaml") + "\n");
        assertThat(Shell.flow("status", folder.toString()).out())
                .contains("1 file rejected: ")
                .contains("say.dag.yaml; flow watch goes on with what ran before");
        run();
        assertThat(Shell.flow("status", folder.toString()).out()).doesNotContain("rejected");
    }

    private Shell.Said run(String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "run";
        all[1] = folder.toString();
        System.arraycopy(more, 0, all, 2, more.length);
        return Shell.flow(all);
    }

    private String refusal(String... more) {
        Shell.Said said = run(more);
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.USAGE);
        return said.err();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
