package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills the program at random moments, then lets it run to its end; each picture asks for a drawn seed. */
@Tag("trial")
class KillTrial {
    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Form.of(1, 3));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void goesOnAfterKillsAtRandom(long seed) throws Exception {
        Random random = new Random(seed);
        int kills = 3;
        int jobs = Form.of(60, 500);
        try (Workshop shop = new Workshop(folder, settings -> settings).with("--seed=-1")) {
            shop.drop(jobs);
            for (int kill = 1; kill <= kills; kill++) {
                try (Program program = shop.run()) {
                    long before = shop.provider.audit().accepted();
                    long enough = before + random.nextInt(Math.max(1, jobs / kills));
                    while (program.alive() && shop.provider.audit().accepted() <= enough) {
                        program.ended(2);
                    }
                    program.ended(random.nextInt(250));
                    if (program.alive()) {
                        program.kill();
                        shop.killed();
                    }
                }
            }
            int exit = shop.toTheEnd(Form.of(120, 600));
            Figures figures = shop.figures("kills at random, seed " + seed);
            assertThat(figures.lost()).as(shop.words()).isZero();
            assertThat(figures.paidTwice()).isZero();
            assertThat(shop.provider.audit().accepted())
                    .as("drawn seeds are kept")
                    .isEqualTo(jobs);
            assertThat(figures.badFiles()).isZero();
            assertThat(figures.held()).as(shop.words()).isZero();
            assertThat(exit).as(shop.words()).isZero();
        }
    }
}
