package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.call.Audit;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.routes.engine.folder.BatchSummary;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked, reserved, spent and given back, against the embedded server's books. */
class MoneyTest {
    @TempDir
    Path folder;

    @Test
    void asksForThePriceOnceForAllThatCostTheSame() {
        try (Bench bench = new Bench(folder)) {
            ObjectNode four =
                    JsonNodeFactory.instance.objectNode().put("prompt", "a cat").put("num_images", 4);
            long before = others(bench);
            assertThat(bench.engine().pricing().of(GenerationRequest.MODEL, four))
                    .isEqualByComparingTo("0.12");
            assertThat(bench.engine()
                            .pricing()
                            .of(
                                    GenerationRequest.MODEL,
                                    four.deepCopy().put("prompt", "a dog").put("seed", 5)))
                    .isEqualByComparingTo("0.12");
            assertThat(others(bench) - before).isEqualTo(1);
        }
    }

    @Test
    void takesThePriceListWhenTheProviderGivesNoPrice() {
        try (Bench bench = new Bench(folder)) {
            bench.server().script().answer(Step.OTHER, 503, Map.of(), "busy");
            ObjectNode two = JsonNodeFactory.instance.objectNode().put("num_images", 2);
            assertThat(bench.engine().pricing().of(GenerationRequest.MODEL, two))
                    .isEqualByComparingTo("0.06");
        }
    }

    @Test
    void refusesAModelThatTheProviderCertainlyDoesNotKnow() {
        try (Bench bench = new Bench(folder)) {
            ObjectNode inputs = JsonNodeFactory.instance.objectNode();
            assertThatThrownBy(() -> bench.engine().pricing().of("wavespeed-ai/flux-controlnet-union-pro-3.0", inputs))
                    .hasMessageContaining(
                            "model: wavespeed-ai/flux-controlnet-union-pro-3.0 is none of the provider's models")
                    .hasMessageContaining("did you mean wavespeed-ai/flux-controlnet-union-pro-2.0?");
            long before = others(bench);
            assertThatThrownBy(() -> bench.engine()
                            .submit(new JobRequest(
                                    "wavespeed-ai/flux-controlnet-union-pro-3.0", inputs, "a cat", null, null)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(others(bench)).isEqualTo(before);
            assertThat(bench.engine().ledger().jobs().countByState()).isEmpty();
        }
    }

    @Test
    void believesInAModelWhereTheProviderHasNoPrices() {
        try (Bench bench = new Bench(folder)) {
            bench.server()
                    .script()
                    .answer(Step.OTHER, 404, Map.of(), "{\"code\":404,\"message\":\"not found\"}")
                    .answer(Step.OTHER, 200, Map.of(), "{\"code\":200,\"data\":[{\"model_id\":\"a/b\"}]}")
                    .answer(Step.OTHER, 404, Map.of(), "{\"code\":404,\"message\":\"not found\"}");
            assertThat(bench.engine().pricing().of("c/d", JsonNodeFactory.instance.objectNode()))
                    .isZero();
        }
    }

    @Test
    void sendsWhereTheProviderTellsNoBalance() {
        try (Bench bench = new Bench(folder)) {
            bench.engine()
                    .pricing()
                    .of(GenerationRequest.MODEL, bench.request("a cat").inputs());
            bench.server().script().answer(Step.OTHER, 404, Map.of(), "not here");
            assertThat(bench.settled(bench.request("a cat")).state()).isEqualTo(JobState.DONE);
        }
    }

    @Test
    void agreesWithTheBooksOfTheProviderAndReleasesWhatFailed() {
        try (Bench bench = new Bench(folder)) {
            bench.server().script().next(Step.TASK, Fault.TASK_FAILED);
            bench.server().script().next(Step.SUBMIT, Fault.RATE);
            for (int i = 0; i < 4; i++) {
                bench.settled(bench.request("picture " + i));
            }
            Audit audit = bench.server().audit();
            Account.Spending money = bench.engine().ledger().account().spending(Instant.EPOCH);
            assertThat(money.reserved()).isZero();
            assertThat(money.spent()).isEqualByComparingTo("0.09");
            assertThat(money.spent()).isEqualByComparingTo(audit.charged().subtract(audit.refunded()));
            assertThat(money.released()).isEqualByComparingTo(new BigDecimal("0.06"));
            assertThat(money.posts()).isEqualTo(audit.posts());
        }
    }

    @Test
    void endsARunAtItsBudgetAndGoesOnWithAHigherOne() throws Exception {
        UnaryOperator<EngineSettings> tight = settings -> settings.withBudgets(new BigDecimal("0.07"), null);
        try (Studio studio = new Studio(folder, UnaryOperator.identity(), tight)) {
            for (int i = 1; i <= 4; i++) {
                studio.drop("picture" + i + ".png", i);
            }
            BatchSummary summary = studio.run();
            assertThat(summary.made()).isEqualTo(2);
            assertThat(summary.cost()).isEqualByComparingTo("0.06");
            BatchSummary.Paused paused = Objects.requireNonNull(summary.paused());
            assertThat(paused.code()).isEqualTo("budget");
            assertThat(paused.reason())
                    .contains("$0.06 of $0.07 reserved or spent in this run", "--budget-run 0.09 or more");
        }
        UnaryOperator<EngineSettings> wide = settings -> settings.withBudgets(new BigDecimal("0.12"), null);
        try (Studio studio = new Studio(folder, UnaryOperator.identity(), wide)) {
            BatchSummary summary = studio.run();
            assertThat(summary.paused()).isNull();
            // what the first run left goes on at the start, and may be there before the folder is looked at
            assertThat(summary.made() + summary.reused()).isEqualTo(4);
            Account.Spending money = studio.engine().ledger().account().spending(Instant.EPOCH);
            assertThat(money.spent()).isEqualByComparingTo("0.12");
            assertThat(money.posts()).isEqualTo(4);
        }
    }

    @Test
    void endsARunAtTheDaysBudgetToo() throws Exception {
        try (Studio studio = new Studio(
                folder, UnaryOperator.identity(), settings -> settings.withBudgets(null, new BigDecimal("0.03")))) {
            studio.drop("one.png", 1);
            studio.drop("two.png", 2);
            BatchSummary summary = studio.run();
            assertThat(summary.made()).isEqualTo(1);
            assertThat(Objects.requireNonNull(summary.paused()).reason()).contains("--budget-day 0.06 or more");
        }
    }

    @Test
    void reservesNothingForWhatTheProviderRefuses() {
        try (Bench bench = new Bench(folder)) {
            bench.server().script().answer(Step.SUBMIT, 400, Map.of(), "{\"code\":400,\"message\":\"no\"}");
            Jobs.Job job = bench.settled(bench.request("refused"));
            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(bench.engine().ledger().account().spending(Instant.EPOCH).reserved())
                    .isZero();
        }
    }

    private static long others(Bench bench) {
        return bench.server().audit().requests().getOrDefault(Step.OTHER, 0L);
    }
}
