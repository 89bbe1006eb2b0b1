package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.fault.Faults;
import io.controlnetflow.core.embedded.http.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of fault at every stage, evenly. */
@Tag("trial")
class FaultTrial {
    private static final List<Step> STEPS = List.of(Step.UPLOAD, Step.SUBMIT, Step.POLL, Step.DOWNLOAD, Step.LIST);

    @TempDir
    Path folder;

    static Stream<Arguments> rates() {
        return LongStream.rangeClosed(1, Form.of(1, 3)).boxed().flatMap(seed -> Stream.of(0.1, 0.3)
                .map(rate -> Arguments.of(rate, seed)));
    }

    @ParameterizedTest(name = "{0} faults, seed {1}")
    @MethodSource("rates")
    void losesNothingAndPaysNothingTwice(double rate, long seed) throws Exception {
        int jobs = Form.of(60, 500);
        try (Workshop shop = new Workshop(folder, settings -> settings.withFaults(everywhere(rate, seed)))) {
            shop.drop(jobs);
            int exit = shop.toTheEnd(Form.of(180, 900));
            Figures figures = shop.figures("faults " + Math.round(rate * 100) + " %, seed " + seed);
            assertThat(figures.lost()).as(shop.words()).isZero();
            assertThat(figures.paidTwice()).isZero();
            assertThat(figures.badFiles()).isZero();
            assertThat(figures.held()).as(shop.words()).isZero();
            assertThat(exit).as(shop.words()).isZero();
        }
    }

    @Test
    void losesNothingAndPaysNothingTwiceWithWebhooks() throws Exception {
        int jobs = Form.of(40, 500);
        UnaryOperator<EmbeddedSettings> faulty = settings ->
                settings.withFaults(withWebhooks(everywhere(0.1, 7))).withWebhookPause(Duration.ofMillis(200));
        try (Workshop shop = new Workshop(folder, faulty)
                .with("--webhook-url=http://127.0.0.1:0/flow")
                .with("--webhook-port=0")) {
            shop.drop(jobs);
            int exit = shop.toTheEnd(Form.of(180, 900));
            Figures figures = shop.figures("faults 10 %, webhooks lost, late and doubled");
            assertThat(figures.lost()).as(shop.words()).isZero();
            assertThat(figures.paidTwice()).isZero();
            assertThat(figures.badFiles()).isZero();
            assertThat(figures.held()).as(shop.words()).isZero();
            assertThat(exit).as(shop.words()).isZero();
            assertThat(shop.provider.audit().requests().getOrDefault(Step.POLL, 0L))
                    .as("polls: the calls arrive")
                    .isLessThan(jobs / 2);
        }
    }

    /** Three in ten calls of the provider are lost, late, or made again although they arrived. */
    private static Faults withWebhooks(Faults faults) {
        List<Faults.Rule> rules = new ArrayList<>(faults.rules());
        for (Fault kind : List.of(Fault.RESET_BEFORE, Fault.SLOW, Fault.RESET_AFTER)) {
            rules.add(new Faults.Rule(Step.WEBHOOK, kind, 0.1));
        }
        return new Faults(rules, faults.seed(), faults.slowFor());
    }

    private static Faults everywhere(double rate, long seed) {
        List<Fault> kinds = Arrays.stream(Fault.values())
                .filter(fault -> !fault.name().startsWith("TASK_"))
                .toList();
        List<Faults.Rule> rules = new ArrayList<>();
        for (Step step : STEPS) {
            kinds.forEach(kind -> rules.add(new Faults.Rule(step, kind, rate / kinds.size())));
        }
        return new Faults(rules, seed, Duration.ofSeconds(2));
    }
}
