package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.Fault;
import io.controlnetflow.core.embedded.Faults;
import io.controlnetflow.core.embedded.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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
