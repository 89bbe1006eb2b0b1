package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.artifact.story.Stories;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.routes.trial.Middleman.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Kills the program where it hurts, one point after the other on the same folder, then lets it run to its end. */
@Tag("trial")
class KillPointTrial {
    private record Point(Step step, Moment moment) {}

    private static final int PICTURES = 4;

    private static final List<Point> POINTS = List.of(
            new Point(Step.UPLOAD, Moment.UNDER_WAY),
            new Point(Step.UPLOAD, Moment.ANSWERED),
            new Point(Step.SUBMIT, Moment.NEVER_PASSED_ON),
            new Point(Step.SUBMIT, Moment.UNDER_WAY),
            new Point(Step.SUBMIT, Moment.UNANSWERED),
            new Point(Step.SUBMIT, Moment.HALF_ANSWERED),
            new Point(Step.SUBMIT, Moment.ANSWERED),
            new Point(Step.POLL, Moment.UNANSWERED),
            new Point(Step.POLL, Moment.ANSWERED),
            new Point(Step.DOWNLOAD, Moment.UNANSWERED),
            new Point(Step.DOWNLOAD, Moment.HALF_ANSWERED),
            new Point(Step.DOWNLOAD, Moment.ANSWERED),
            new Point(Step.LIST, Moment.UNANSWERED));

    @TempDir
    Path folder;

    @Test
    void goesOnAfterAKillAtEveryPoint() throws Exception {
        try (Workshop shop = new Workshop(folder, settings -> settings).with("--embed")) {
            survives(shop, "H2", folder.resolve(".flow/ledger.mv.db"));
            isPutThereAgain(shop);
        }
    }

    /** Only in the long form: random kills on PostgreSQL are in both. */
    @Test
    @EnabledIf("io.controlnetflow.routes.trial.Form#isLong")
    void goesOnAfterAKillAtEveryPointOnPostgresql() throws Exception {
        try (Postgres postgres = new Postgres();
                Workshop shop = new Workshop(folder, settings -> settings).on(postgres)) {
            survives(shop, "PostgreSQL", folder.resolve(".flow/nodes"));
        }
    }

    private static void survives(Workshop shop, String ledger, Path opened) throws Exception {
        try (Middleman between = new Middleman(shop.provider.baseUrl())) {
            shop.through(between.address());
            killAsSoonAs(shop, () -> Files.exists(opened), 400);
            for (Point point : POINTS) {
                if (point.step == Step.LIST) {
                    kill(shop, between, new Point(Step.SUBMIT, Moment.UNDER_WAY));
                }
                kill(shop, between, point);
            }
            int published = shop.published().size();
            killAsSoonAs(shop, () -> shop.published().size() > published, 0);
            int exit = shop.toTheEnd(180);
            Figures figures = shop.figures("kills at chosen points, " + ledger);
            assertThat(figures.lost()).as(shop.words()).isZero();
            assertThat(figures.paidTwice()).isZero();
            assertThat(figures.badFiles()).isZero();
            assertThat(figures.held()).as(shop.words()).isZero();
            assertThat(exit).as(shop.words()).isZero();
        }
    }

    /** With the same bytes, stories included. */
    private static void isPutThereAgain(Workshop shop) throws Exception {
        Map<Path, String> before = shop.pictures();
        for (Path file : before.keySet()) {
            assertThat(Stories.of(file)).as("the story of " + file).isPresent();
            Files.delete(file);
        }
        assertThat(shop.toTheEnd(60)).as(shop.words()).isZero();
        assertThat(before).isNotEmpty();
        assertThat(shop.pictures()).isEqualTo(before);
    }

    @Test
    void goesOnAfterKillsWhileFilesAreMoved() throws Exception {
        Path done = folder.resolve("done");
        try (Workshop shop = new Workshop(folder, settings -> settings).with("--embed")) {
            shop.drop(12);
            for (int few = 0; few < 9; few += 4) {
                int moved = few;
                try (Program program = shop.watch()) {
                    await().atMost(Duration.ofSeconds(60)).until(() -> pictures(done) > moved);
                }
                shop.killed();
            }
            try (Program program = shop.watch()) {
                await().atMost(Duration.ofSeconds(60)).until(() -> pictures(done) == 12);
            }
            shop.killed();
            Figures figures = shop.figures("kills while watch moves files");
            assertThat(figures.posts()).isEqualTo(12);
            assertThat(figures.lost()).as(shop.words()).isZero();
            assertThat(figures.paidTwice()).isZero();
            assertThat(figures.badFiles()).isZero();
            assertThat(pictures(folder.resolve("inbox"))).isZero();
        }
    }

    private static long pictures(Path below) throws IOException {
        return Tree.files(below).stream()
                .filter(file -> file.toString().endsWith(".png"))
                .count();
    }

    /** Kills it at the point; a run that ends before it gets there is left alone. */
    private static void kill(Workshop shop, Middleman between, Point point) throws InterruptedException {
        shop.drop(PICTURES);
        try (Program program = shop.run()) {
            between.at(point.step, point.moment, program::kill);
            program.exit(120);
            assertThat(between.armed())
                    .as(point + " was reached: " + shop.words())
                    .isFalse();
            shop.killed();
        }
    }

    private static void killAsSoonAs(Workshop shop, BooleanSupplier seen, long millisLater)
            throws InterruptedException {
        shop.drop(PICTURES);
        try (Program program = shop.run()) {
            while (program.alive() && !seen.getAsBoolean()) {
                program.ended(1);
            }
            program.ended(millisLater);
            if (program.alive()) {
                program.kill();
                shop.killed();
            }
        }
    }
}
