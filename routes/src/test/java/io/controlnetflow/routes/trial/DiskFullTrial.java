package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.embedded.fault.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No room for what is to be written. A full disk needs root to be made; a limit on the size of files does not, and looks the same
 * to the program: the write ends with an IOException, "File too large" instead of "No space left on device".
 */
@Tag("trial")
class DiskFullTrial {
    private static final String NO_ROOM = "a file may not grow that large here; raise the limit on file sizes";

    @TempDir
    Path folder;

    @Test
    void picturesWaitForRoomAndTheProgramGoesOn() throws Exception {
        int belowAPicture = 500;
        try (Postgres ledger = new Postgres();
                Workshop shop = new Workshop(folder, settings -> settings.withRenderless(false))
                        .on(ledger)
                        .with("--size=1024*1024")
                        .with("--output-format=png")) {
            shop.drop(2);
            try (Program program = shop.runWithin(belowAPicture)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !program.alive() || shop.words().contains(NO_ROOM));
                assertThat(program.alive()).as(shop.words()).isTrue();
                assertThat(shop.words())
                        .contains(folder.resolve(".flow/artifacts") + ": cannot be written: " + NO_ROOM)
                        .contains("it is tried again; the picture waits at the provider");
                assertThat(shop.published()).isEmpty();
                program.makeRoom();
                assertThat(program.exit(60)).as(shop.words()).isZero();
            }
            keepsThePromise(shop, "no room for pictures, then some");
            assertThat(unfinished()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} KiB")
    @ValueSource(ints = {2_200})
    void aLedgerWithoutRoomEndsTheProgramAndTheNextStartGoesOn(int most) throws Exception {
        try (Workshop shop = new Workshop(folder, settings -> settings)) {
            shop.drop(80);
            try (Program program = shop.runWithin(most)) {
                assertThat(program.exit(60)).as(shop.words()).isEqualTo(2);
            }
            long before = shop.provider.audit().posts();
            assertThat(shop.words())
                    .contains("flow: ledger: " + folder.resolve(".flow/ledger") + " could not be ")
                    .contains(NO_ROOM + "; after that the same command goes on: what is written down is kept");
            assertThat(shop.toTheEnd(60)).as(shop.words()).isZero();
            keepsThePromise(shop, "no room for the ledger after " + before + " posts");
        }
    }

    @Test
    void noRoomForTheAnswersOfManyPostsUnderWayPaysForNoneTwice() throws Exception {
        int jobs = 60;
        int underWay = 30;
        try (Workshop shop =
                new Workshop(folder, settings -> settings.withFaults(Faults.parse("submit:slow=1,slow-for=3s")))) {
            shop.drop(jobs);
            try (Program program = shop.run()) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !program.alive() || shop.provider.audit().accepted() >= underWay);
                program.noRoomBeyond(Files.size(folder.resolve(".flow/ledger.mv.db")));
                assertThat(program.exit(60)).as(shop.words()).isEqualTo(2);
            }
            long before = shop.provider.audit().posts();
            assertThat(before).isBetween((long) underWay, jobs - 1L);
            assertThat(shop.words()).contains(NO_ROOM);
            assertThat(shop.toTheEnd(90)).as(shop.words()).isZero();
            keepsThePromise(shop, "no room for the answers of " + before + " posts");
        }
    }

    private static void keepsThePromise(Workshop shop, String trial) {
        Figures figures = shop.figures(trial);
        assertThat(figures.lost()).as(shop.words()).isZero();
        assertThat(figures.paidTwice()).isZero();
        assertThat(figures.badFiles()).isZero();
        assertThat(figures.held()).isZero();
        assertThat(figures.posts()).isEqualTo(figures.jobs());
    }

    private List<Path> unfinished() {
        try {
            return Tree.files(folder).stream()
                    .filter(file -> file.toString().endsWith(".part"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
