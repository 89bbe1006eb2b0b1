package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.embedded.call.AccountTier;
import io.controlnetflow.core.embedded.call.Audit;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.fault.Faults;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.pace.AccountLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes watch one folder on one PostgreSQL: the same command in several processes. */
@Tag("trial")
class NodesTrial {
    private static final AccountLevel LEVEL = Form.isLong() ? AccountLevel.GOLD : AccountLevel.SILVER;
    private static final AccountTier TIER = Form.isLong() ? AccountTier.GOLD : AccountTier.SILVER;
    /** Longer than the lease of a POST, and than the silence after which a node counts as dead. */
    private static final Duration STOPPED = Duration.ofSeconds(14);

    private static final int REFUSED = 5;
    /** A slow answer now and then, so that POSTs are under way. */
    private static final Faults SLOW =
            new Faults(List.of(new Faults.Rule(Step.SUBMIT, Fault.SLOW, 0.3)), 1, Duration.ofMillis(400));

    @TempDir
    Path folder;

    private final Map<Program, String> keys = new HashMap<>();

    @Test
    void goOnWhenOneIsKilledAndOneStandsStill() throws Exception {
        int jobs = Form.of(300, 3_000);
        try (Postgres postgres = new Postgres();
                Workshop shop = new Workshop(folder, settings -> settings.withTier(TIER)
                                .withFaults(SLOW)
                                .withGenerationTime(Duration.ofMillis(500), Duration.ofSeconds(2)))
                        .on(postgres)
                        .with("--account-level=" + LEVEL.text())
                        .with("--post-timeout=4s")) {
            shop.drop(jobs);
            try (Program one = node(shop, "one");
                    Program two = node(shop, "two");
                    Program three = node(shop, "three")) {
                List<Program> nodes = new ArrayList<>(List.of(one, two, three));
                await().atMost(Duration.ofSeconds(90))
                        .until(() -> shop.provider.audit().accepted() >= LEVEL.burst() / 2);
                Program dead = killOneThatSubmits(postgres, nodes);
                shop.killed();
                nodes.remove(dead);
                Program stopped = stopOneWhosePostsHaveArrived(shop, postgres, nodes);
                long made = shop.provider.audit().accepted();
                assertThat(stopped.ended(STOPPED.toMillis())).isFalse();
                assertThat(shop.provider.audit().accepted())
                        .as("the survivor goes on alone")
                        .isGreaterThan(made);
                stopped.goOn();
                await().atMost(Duration.ofSeconds(Form.of(120, 600)))
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> files(folder.resolve("inbox")).isEmpty());
                assertThat(nodes).allMatch(Program::alive);
            }
            theFleetsLimitsHeld(shop, postgres, jobs);
            eachPictureIsThereOnce(shop, jobs);
            Figures figures = shop.figures("three nodes: one killed, one stopped for 14 s");
            assertThat(figures.lost()).as(shop.words()).isZero();
            assertThat(figures.paidTwice()).isZero();
            assertThat(figures.badFiles()).isZero();
            assertThat(figures.held()).as(shop.words()).isZero();
        }
    }

    @Test
    void shareOneInbox() throws Exception {
        try (Postgres postgres = new Postgres();
                Workshop shop = new Workshop(folder, settings -> settings).on(postgres)) {
            Path inbox = folder.resolve("inbox");
            try (Program one = node(shop, "one");
                    Program two = node(shop, "two")) {
                for (int batch = 0; batch < 4; batch++) {
                    shop.drop(10);
                    Files.writeString(inbox.resolve("p00" + (batch + 1) + "0.txt"), "a green hat " + batch);
                    assertThat(one.ended(700)).isFalse();
                }
                Files.writeString(inbox.resolve("torn.png"), "this is no picture");
                await().atMost(Duration.ofSeconds(90)).until(() -> files(inbox).isEmpty());
                assertThat(two.alive()).isTrue();
            }
            assertThat(files(folder.resolve("done"))).hasSize(44);
            assertThat(files(folder.resolve("error")))
                    .as("told once")
                    .containsExactlyInAnyOrder("torn.png", "torn.png.error.json");
            Files.delete(folder.resolve("error/torn.png"));
            Files.delete(folder.resolve("error/torn.png.error.json"));
            eachPictureIsThereOnce(shop, 40);
            Figures figures = shop.figures("two nodes share an inbox");
            assertThat(figures.posts()).isEqualTo(40);
            assertThat(figures.lost()).as(shop.words()).isZero();
            assertThat(figures.paidTwice()).isZero();
            assertThat(figures.badFiles()).isZero();
        }
    }

    private Program node(Workshop shop, String key) {
        Program node = shop.watch(key);
        keys.put(node, key);
        return node;
    }

    /** Kills the first node that is seen between its intent and the answer. */
    private static Program killOneThatSubmits(Postgres postgres, List<Program> nodes) {
        List<Program> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    for (Program node : nodes) {
                        if (found.isEmpty() && submitting(postgres, node) > 0) {
                            node.kill();
                            found.add(node);
                        }
                    }
                    return !found.isEmpty();
                });
        return found.get(0);
    }

    /**
     * Stops a node at a moment when every intent that it wrote has arrived at the provider as a POST, so that it does not stand
     * between the last look at its lease and the POST: that window is admitted, not closed.
     */
    private Program stopOneWhosePostsHaveArrived(Workshop shop, Postgres postgres, List<Program> nodes) {
        List<Program> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    for (Program node : nodes) {
                        if (!found.isEmpty() || submitting(postgres, node) == 0) {
                            continue;
                        }
                        node.stop();
                        node.ended(100);
                        long arrived = shop.provider
                                .audit()
                                .postsByKey()
                                .getOrDefault(digest(Objects.requireNonNull(keys.get(node))), 0L);
                        long intents = postgres.count(
                                "select count(*) from flow_attempt where owner like ? and (state <> 'REFUSED'"
                                        + " or problem not like 'its turn came too late%')",
                                owner(node));
                        if (arrived == intents && submitting(postgres, node) > 0) {
                            found.add(node);
                        } else {
                            node.goOn();
                        }
                    }
                    return !found.isEmpty();
                });
        return found.get(0);
    }

    private static long submitting(Postgres postgres, Program node) {
        return postgres.count("select count(*) from flow_job where state = 'SUBMITTING' and owner like ?", owner(node));
    }

    private static String owner(Program node) {
        return "node-" + node.pid() + "-%";
    }

    private static void theFleetsLimitsHeld(Workshop shop, Postgres postgres, int jobs) {
        Audit audit = shop.provider.audit();
        assertThat(audit.accepted()).isEqualTo(jobs);
        assertThat(audit.posts() - audit.accepted()).as("refused submits").isLessThanOrEqualTo(REFUSED);
        assertThat(audit.mostActive()).isLessThanOrEqualTo(LEVEL.concurrent());
        List<Long> sent = postgres.ask("select sent_at from flow_attempt order by sent_at").stream()
                .map(Long::valueOf)
                .toList();
        for (int first = 0; first < sent.size(); first++) {
            for (int last = first; last < sent.size(); last++) {
                double allowed = LEVEL.burst() + 1 + LEVEL.perMinute() * (sent.get(last) - sent.get(first)) / 60_000.0;
                if (last - first + 1 > allowed) {
                    throw new AssertionError((last - first + 1) + " submits in " + (sent.get(last) - sent.get(first))
                            + " ms, the bucket allows " + allowed);
                }
            }
        }
    }

    private void eachPictureIsThereOnce(Workshop shop, int jobs) throws IOException {
        List<String> pictures = shop.published().stream()
                .map(Path::toString)
                .filter(name -> !name.endsWith(".json") && !name.endsWith(".part") && !name.contains("contact-sheet"))
                .toList();
        assertThat(pictures).hasSize(jobs).allMatch(name -> name.matches(".*/p\\d{4}/gen-1\\.\\w+"));
        assertThat(files(folder.resolve("done")).stream().filter(name -> name.endsWith(".png")))
                .hasSize(jobs)
                .doesNotHaveDuplicates();
        assertThat(files(folder.resolve("error"))).isEmpty();
        assertThat(files(folder.resolve("outbox/error"))).isEmpty();
    }

    /** Names of the files below a folder. */
    private static List<String> files(Path below) throws IOException {
        return Tree.files(below).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }

    /** As the provider's books name a key. */
    private static String digest(String key) throws java.security.GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, 12);
    }
}
