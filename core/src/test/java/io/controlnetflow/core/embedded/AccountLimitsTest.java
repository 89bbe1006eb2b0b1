package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.MODEL;
import static io.controlnetflow.core.embedded.Caller.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.call.AccountTier;
import io.controlnetflow.core.embedded.call.Limits;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountLimitsTest {
    private static final String IMAGE = "http://127.0.0.1:1/x.png";

    @TempDir
    Path folder;

    @Test
    void refusesMoreThanTheRateAndSaysWhenToComeBack() throws Exception {
        Clock still = Clock.fixed(Instant.parse("2026-11-22T10:00:48Z"), ZoneOffset.UTC);
        EmbeddedSettings settings =
                ContractTest.fast(folder).withTier(AccountTier.BRONZE).withClock(still);
        try (EmbeddedServer server = EmbeddedServer.start(settings, Renderers.none())) {
            Caller caller = new Caller(server);
            caller.submit(inputs(IMAGE));
            caller.submit(inputs(IMAGE));
            HttpResponse<byte[]> refused = caller.post(MODEL, inputs(IMAGE).toString());
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("12");
            assertThat(server.audit().accepted()).isEqualTo(2);
        }
    }

    @Test
    void grantsTheRateAnewWithEachMinute() {
        MovingClock clock = new MovingClock();
        Limits limits = new Limits(AccountTier.BRONZE, clock);
        assertThat(limits.ask(1)).isEmpty();
        assertThat(limits.ask(4)).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(limits.ask(4)).as("the first of a minute is always granted").isEmpty();
        assertThat(limits.ask(1)).isPresent();
    }

    @Test
    void letsTasksAboveTheConcurrencyWaitAsCreated() throws Exception {
        MovingClock clock = new MovingClock();
        EmbeddedSettings settings = ContractTest.fast(folder)
                .withTier(AccountTier.BRONZE)
                .withClock(clock)
                .withGenerationTime(Duration.ofMillis(400), Duration.ofMillis(400));
        try (EmbeddedServer server = EmbeddedServer.start(settings, Renderers.none())) {
            Caller caller = new Caller(server);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ids.add(caller.submit(inputs(IMAGE)));
                clock.advance(Duration.ofMinutes(1));
            }
            assertThat(server.audit().accepted()).isEqualTo(3);
            assertThat(server.audit().mostActive()).isLessThanOrEqualTo(2);
            for (String id : ids) {
                assertThat(caller.ended(id).path("status").asText()).isEqualTo("completed");
            }
            assertThat(server.audit().active()).isZero();
        }
    }

    @Test
    void waitsAsCreatedUntilAPlaceIsFree() throws Exception {
        EmbeddedSettings settings = ContractTest.fast(folder)
                .withTier(AccountTier.SILVER)
                .withGenerationTime(Duration.ofMinutes(1), Duration.ofMinutes(1));
        try (EmbeddedServer server = EmbeddedServer.start(settings, Renderers.none())) {
            Caller caller = new Caller(server);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 301; i++) {
                ids.add(caller.submit(inputs(IMAGE)));
            }
            assertThat(caller.result(ids.get(299)).path("status").asText()).isEqualTo("processing");
            assertThat(caller.result(ids.get(300)).path("status").asText()).isEqualTo("created");
            assertThat(server.audit().mostActive()).isEqualTo(300);
        }
    }

    @Test
    void refusesWithoutCreditAndTakesNothing() throws Exception {
        EmbeddedSettings settings = ContractTest.fast(folder).withBalance(new BigDecimal("0.05"));
        try (EmbeddedServer server = EmbeddedServer.start(settings, Renderers.none())) {
            Caller caller = new Caller(server);
            caller.submit(inputs(IMAGE));
            HttpResponse<byte[]> refused = caller.post(MODEL, inputs(IMAGE).toString());
            assertThat(refused.statusCode()).isEqualTo(402);
            assertThat(Caller.message(refused)).isEqualTo("insufficient credits: 0.02 USD left, 0.03 USD needed");
            assertThat(server.audit().accepted()).isEqualTo(1);
        }
    }

    @Test
    void answersProcessingWhenTheSyncWaitEndsFirst() throws Exception {
        EmbeddedSettings settings = ContractTest.fast(folder)
                .withSyncWait(Duration.ofMillis(50))
                .withGenerationTime(Duration.ofSeconds(2), Duration.ofSeconds(2));
        try (EmbeddedServer server = EmbeddedServer.start(settings, Renderers.none())) {
            Caller caller = new Caller(server);
            var data = Caller.data(caller.post(
                    MODEL, inputs(IMAGE).put("enable_sync_mode", true).toString()));
            assertThat(data.path("status").asText()).isEqualTo("processing");
            assertThat(data.path("code").asInt()).isEqualTo(5004);
            assertThat(data.path("error").asText()).contains("Sync mode timed out");
            assertThat(caller.ended(data.path("id").asText()).path("status").asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void answersOthersWhileManyWaitInSyncMode() throws Exception {
        EmbeddedSettings settings =
                ContractTest.fast(folder).withGenerationTime(Duration.ofMinutes(1), Duration.ofMinutes(1));
        try (EmbeddedServer server = EmbeddedServer.start(settings, Renderers.none())) {
            Caller caller = new Caller(server);
            String body = inputs(IMAGE).put("enable_sync_mode", true).toString();
            List<CompletableFuture<HttpResponse<byte[]>>> waiting = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                waiting.add(caller.postLater(MODEL, body));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> server.audit().accepted() == 40);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            assertThat(caller.get("/api/v3/balance").statusCode()).isEqualTo(200);
        }
    }
}
