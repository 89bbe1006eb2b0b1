package io.controlnetflow.routes.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.ledger.Runs.RunState;
import io.controlnetflow.routes.engine.plan.Forecast;
import io.controlnetflow.routes.engine.plan.RunOutlook;
import java.nio.file.Path;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What Camel's Simple says in a parameter is read once, when the cell starts, and is part of what the cell asks for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimpleInParametersTest {
    private static final String GEN = """
            dag: shoot
            inputs:
              image: {type: image, required: true}
              prompt: {type: string, default: a red shoe}
            nodes:
              gen:
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "PROMPT", control_image: "${image}", control_kind: canny, seed: 7, size: 256*256}
            outputs: {image: "${gen}"}
            """;
    private static final ObjectMapper JSON = new ObjectMapper();

    private FlowBench flows;

    @BeforeAll
    void open(@TempDir Path folder) {
        flows = new FlowBench(folder);
    }

    @AfterAll
    void close() {
        flows.close();
    }

    private static String asking(String prompt) {
        return GEN.replace("PROMPT", prompt);
    }

    private JsonNode asked(Runs.Run run) throws Exception {
        String job = Objects.requireNonNull(flows.cells(run).get(0).jobKey());
        return JSON.readTree(flows.bench()
                .engine()
                .ledger()
                .jobs()
                .find(new JobKey(job))
                .orElseThrow()
                .asked()
                .inputs());
    }

    private JsonNode kept(Runs.Run run, String cell) throws Exception {
        return JSON.readTree(flows.bench()
                .engine()
                .ledger()
                .readings()
                .of(flows.cell(run, cell))
                .orElseThrow());
    }

    private List<String> lines(String text) throws Exception {
        RunOutlook outlook = new Forecast(flows.bench().engine())
                .of(FlowRuns.of(flows.bench().camel())
                        .plan(FlowBench.read(text), flows.inputs(), null, "cat")
                        .opening());
        return outlook.cells().stream()
                .map(cell ->
                        cell.node() + " " + cell.kind() + " " + cell.price().toPlainString() + ": " + cell.why())
                .toList();
    }

    /** Camel's dates are in the machine's zone. */
    private static Year thisYear() {
        return Year.now(ZoneId.systemDefault());
    }

    @Test
    void asksForWhatTheClockSaysWhenTheCellStarts() throws Exception {
        Runs.Run run = flows.run(asking("${prompt} of ${date:now:yyyy}, ${variable.prompt.toUpperCase()}"));
        assertThat(asked(run).path("prompt").asText()).isEqualTo("a red shoe of " + thisYear() + ", A RED SHOE");
    }

    @Test
    void readsNothingOfAValueAsAnExpression() throws Exception {
        ObjectNode inputs =
                flows.inputs().put("prompt", "${sys.user.dir} ${bean:a} $simple{body} ${prompt} a\\tb -- ?: c");
        Runs.Run run = flows.settled(flows.start(
                FlowBench.read(asking("${prompt}-- ~> ${variable.prompt.trim()} ${random(7,8)} ? 1 : 2 \\\\n")),
                inputs));
        String prompt = inputs.path("prompt").asText();
        assertThat(asked(run).path("prompt").asText()).isEqualTo(prompt + "-- ~> " + prompt + " 7 ? 1 : 2 \\n");
    }

    @Test
    void keepsNumbersNumbersAndTextsTexts() throws Exception {
        Runs.Run run = flows.run("""
                dag: shoot
                inputs: {image: {type: image}, n: {type: number, default: 4}, none: {type: string}, words: {type: string, default: "a,b"}}
                nodes:
                  all:
                    with:
                      body: {number: "${random(3,4)}", text: "${date:now:yyyy}", more: ["${variable.n.intValue()}", "${n}"],
                             mixed: "${random(3,4)}x", none: "${variable.none.trim()}", words: "${variable.words.split(',')}"}
                    steps: [{setBody: {simple: "${body}"}}]
                """);
        assertThat(flows.cells(run).get(0).output())
                .isEqualTo("{\"number\":3,\"text\":\"" + thisYear()
                        + "\",\"more\":[4,4],\"mixed\":\"3x\",\"words\":[\"a\",\"b\"]}");
        assertThat(kept(run, "all").path("with.body").path("values").toString())
                .isEqualTo("[3,\"" + thisYear() + "\",4,3,null,[\"a\",\"b\"]]");
        assertThat(run.state()).isEqualTo(RunState.DONE);
    }

    @Test
    void aCellThatIsTriedAgainAsksForTheSame() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        Processor flaky = exchange -> {
            bodies.add(exchange.getMessage().getBody(String.class));
            if (bodies.size() < 3) {
                throw new IllegalStateException("not yet");
            }
        };
        flows.bench().camel().getRegistry().bind("flaky", Processor.class, flaky);
        Runs.Run run = flows.run("""
                dag: shoot
                inputs: {image: {type: image}}
                nodes:
                  text: {with: {body: "${uuid}"}, steps: [{process: {ref: flaky}}], retry: {max: 1, backoff: 1ms..1ms}}
                """);
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        flows.bench().engine().ledger().orders().retry(run.plan().id());
        assertThat(flows.settled(run).state()).isEqualTo(RunState.DONE);
        assertThat(bodies).hasSize(3).containsOnly(bodies.get(0));
    }

    @Test
    void aFailedJobIsTriedAgainAndNoOtherOneMade() throws Exception {
        flows.bench().server().script().next(Step.TASK, Fault.TASK_FAILED);
        Runs.Run run = flows.run(asking("${prompt}, once more: ${uuid}"));
        String job = Objects.requireNonNull(flows.cells(run).get(0).jobKey());
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        flows.bench().engine().ledger().orders().retry(run.plan().id());
        assertThat(flows.settled(run).state()).isEqualTo(RunState.DONE);
        assertThat(flows.cells(run).get(0).jobKey()).isEqualTo(job);
    }

    @Test
    void theSameRunIsAttachedToAndReadsNothingAnew() throws Exception {
        String text = asking("${prompt} ${uuid}");
        Runs.Run first = flows.run(text);
        long paid = flows.paid();
        Runs.Run again = flows.settled(flows.start(flows.restartWith(text), flows.inputs()));
        assertThat(again.plan().id()).isEqualTo(first.plan().id());
        assertThat(flows.paid()).isEqualTo(paid);
    }

    @Test
    void aPersonIsShownWhatWasReadWhenThePersonWasAsked() throws Exception {
        String text = """
                dag: shoot
                inputs: {image: {type: image}, prompt: {type: string, default: a red shoe}}
                nodes: {ok: {approve: {show: "${prompt} ${uuid}"}}}
                """;
        Runs.Run run = flows.run(text);
        assertThat(run.state()).isEqualTo(RunState.HELD);
        String uuid =
                kept(run, "ok").path("approve.show").path("values").path(0).asText();
        assertThat(flows.cells(run).get(0).output()).isEqualTo("\"a red shoe " + uuid + "\"");
    }

    @Test
    void whatCannotBeReadFailsTheCellAndSendsNothing() throws Exception {
        long paid = flows.paid();
        Runs.Run run = flows.run(asking("a ${bean:nobody}"));
        assertThat(flows.cells(run).get(0).problem()).startsWith("prompt: ${bean:nobody} has no value here: ");
        assertThat(flows.paid()).isEqualTo(paid);
    }

    @Test
    void aPlanSaysWhatItReadsNowAndThatNothingOfItIsThere() throws Exception {
        String year = asking("planned: ${prompt} of ${date:now:yyyy}");
        String now = "prompt is read when the cell starts, now planned: a red shoe of " + thisYear();
        assertThat(lines(year)).containsExactly("gen PAID 0.03: " + now);
        flows.run(year);
        assertThat(lines(year)).as("the run that is there").containsExactly("gen REUSED 0: done");
        assertThat(lines(year.replace("dag: shoot", "dag: shoot\nversion: 2")))
                .containsExactly("gen DEPENDS 0: " + now + ", as was made before");
    }
}
