package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the program while it runs a flow of 64 cells: a map, 31 pictures that are paid for, a foreign body for each, and a sheet. A
 * foreign body acts outside, so it is called once, or its cell waits for a person. What a prompt reads from outside is read once.
 */
@Tag("trial")
class FlowTrial {
    private static final int KILLS = 5;
    private static final int PICTURES = 31;
    private static final int CELLS = 2 * PICTURES + 2;
    private static final String FLOW = """
            dag: shoot
            inputs: {image: {type: image, required: true}}
            triggers:
              - folder: {path: inbox, outbox: outbox}
            nodes:
              map: {call: "control-map:gray", with: {image: "${image}"}}
              gen:
                matrix: {seed: 1..PICTURES}
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "a red shoe ${uuid}", control_image: "${map}", seed: "${matrix.seed}", size: 256*256}
              tell: {needs: [gen], call: "http:127.0.0.1:PORT/told", with: {body: "${matrix.seed}"}}
              sheet: {needs: ["tell[*]"], join: settled, call: "pictures:contact-sheet", with: {images: "${gen[*].image}"}}
            """;

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Form.of(1, 5));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void goesOnWhereItWasAfterFiveKills(long seed) throws Exception {
        Random random = new Random(seed);
        try (Hearer hearer = new Hearer();
                Workshop shop = new Workshop(folder, settings -> settings)) {
            write(shop, hearer);
            for (int kill = 1; kill <= KILLS; kill++) {
                try (Program program = shop.run()) {
                    long before = progress(shop, hearer);
                    long enough = before + 1 + random.nextInt(2 * PICTURES / KILLS);
                    while (program.alive() && progress(shop, hearer) < enough) {
                        program.ended(2);
                    }
                    program.ended(random.nextInt(60));
                    if (program.alive()) {
                        program.kill();
                        shop.killed();
                    }
                }
            }
            int exit = shop.toTheEnd(120);
            holds(shop, hearer, "flow of 64 cells, five kills, seed " + seed, exit);
        }
    }

    @Test
    void movesToAnotherNodeWhenItsOwnDies() throws Exception {
        try (Postgres postgres = new Postgres();
                Hearer hearer = new Hearer();
                Workshop shop = new Workshop(folder, settings -> settings)) {
            shop.on(postgres).with("--post-timeout=4s");
            write(shop, hearer);
            try (Program first = shop.watch()) {
                while (first.alive() && progress(shop, hearer) < PICTURES) {
                    first.ended(2);
                }
                try (Program second = shop.watch()) {
                    first.kill();
                    shop.killed();
                    for (int i = 0; i < 600 && !settled(shop); i++) {
                        assertThat(second.ended(200)).as(shop.words()).isFalse();
                    }
                }
            }
            holds(shop, hearer, "flow of 64 cells, its node dies, PostgreSQL", 0);
        }
    }

    private static boolean settled(Workshop shop) {
        return run(shop).state() != Runs.RunState.ACTIVE;
    }

    private void write(Workshop shop, Hearer hearer) throws Exception {
        Files.writeString(
                folder.resolve("shoot.dag.yaml"),
                FLOW.replace("PICTURES", Integer.toString(PICTURES)).replace("PORT", Integer.toString(hearer.port())));
        shop.without("--prompt", "--size", "--control-kind").drop(1);
    }

    private static long progress(Workshop shop, Hearer hearer) {
        return shop.provider.audit().accepted() + hearer.heard().size();
    }

    private static Runs.Run run(Workshop shop) {
        List<Runs.Run> runs = shop.ledger(ledger -> ledger.history().latest("shoot", 10));
        assertThat(runs).as("the same inputs are one run: %s", shop.words()).hasSize(1);
        return runs.get(0);
    }

    private static void holds(Workshop shop, Hearer hearer, String trial, int exit) {
        Runs.Run run = run(shop);
        List<Runs.Cell> cells = shop
                .ledger(ledger -> ledger.runs().cells(run.plan().id()))
                .stream()
                .filter(cell -> !cell.node().endsWith("[*]"))
                .toList();
        Map<CellState, Long> states =
                cells.stream().collect(Collectors.groupingBy(Runs.Cell::state, Collectors.counting()));
        Map<String, Long> heard =
                hearer.heard().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        System.out.printf(
                Locale.ROOT,
                "TRIAL %-44s cells %d  %s  posts %d  accepted %d  told %d of %d, twice %d  exit %d%n",
                trial,
                cells.size(),
                states,
                shop.provider.audit().posts(),
                shop.provider.audit().accepted(),
                heard.size(),
                PICTURES,
                heard.values().stream().filter(n -> n > 1).count(),
                exit);
        assertThat(cells).as(shop.words()).hasSize(CELLS);
        assertThat(shop.provider.audit().paidTwice()).isZero();
        assertThat(shop.provider.audit().accepted()).as(shop.words()).isEqualTo(PICTURES);
        assertThat(heard.values()).as("a foreign body runs once").allMatch(n -> n == 1);
        long told = cells.stream()
                .filter(cell -> cell.node().equals("tell") && cell.state() == CellState.DONE)
                .count();
        long held = cells.stream()
                .filter(cell -> cell.node().equals("tell") && cell.state() == CellState.HELD)
                .count();
        assertThat(told + held).as("%s: %s", states, shop.words()).isEqualTo(PICTURES);
        assertThat(heard.size()).as("who is done was heard").isBetween((int) told, (int) (told + held));
        assertThat(cells.stream()
                        .filter(cell ->
                                !cell.node().equals("tell") && !cell.node().equals("sheet")))
                .allMatch(cell -> cell.state() == CellState.DONE);
        if (held == 0) {
            assertThat(states.keySet()).containsExactly(CellState.DONE);
        }
        assertThat(exit).as(shop.words()).isIn(held == 0 ? List.of(0) : List.of(0, 3));
    }
}
