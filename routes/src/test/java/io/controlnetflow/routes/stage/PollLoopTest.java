package io.controlnetflow.routes.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.core.artifact.FolderStore;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import io.controlnetflow.routes.stage.call.Api;
import io.controlnetflow.routes.stage.call.Connections;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delayer and the aggregator of the poll loop carry their load: without either a test here fails. */
class PollLoopTest {
    private static final Duration TICK = Duration.ofMillis(800);

    @TempDir
    Path folder;

    private final Map<String, Long> firstPoll = new ConcurrentHashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private HttpServer provider;
    private Ledger ledger;
    private volatile String answer = "{\"code\":200,\"data\":{\"id\":\"%s\",\"status\":\"processing\"}}";
    private volatile int status = 200;

    @BeforeEach
    void start() throws Exception {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newFixedThreadPool(8));
        provider.createContext("/api/v3/predictions/", exchange -> {
            String id = exchange.getRequestURI().getPath().split("/")[4];
            firstPoll.putIfAbsent(id, System.currentTimeMillis());
            byte[] body = String.format(answer, id).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        ledger = Ledgers.open(LedgerSettings.inFolder(folder, "test"), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        camel.stop();
        ledger.close();
        provider.stop(0);
    }

    private void poll(Duration floor, Duration deadline) throws Exception {
        URI base = URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
        StageContext site = new StageContext(
                ledger,
                new FolderStore(folder.resolve("artifacts")),
                Clock.systemUTC(),
                new Api("test", base, "key", new Connections()),
                new StageContext.Timing(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        TICK,
                        floor,
                        deadline,
                        Duration.ofHours(1),
                        Duration.ofSeconds(60)),
                new StageContext.Width(1, 1, 16, 1),
                Gates.of(Clock.systemUTC()),
                new Settled(),
                new Meters(meters, ledger.jobs()::countByState));
        camel.disableJMX();
        camel.addRoutes(new Poll(site));
        camel.start();
    }

    /** Accepted jobs, due one after the other. */
    private Map<String, Instant> accepted(int howMany, Duration apart) throws IOException {
        for (int i = 0; i < howMany; i++) {
            JobKey key = JobKey.of("test", "model", "{\"n\":" + i + "}");
            ledger.jobs()
                    .attach(new Jobs.NewJob(
                            key, "test", "model", "{\"n\":" + i + "}", BigDecimal.ONE, "job " + i, null, null));
            ledger.jobs().ready(key, "{}");
        }
        Map<String, Instant> due = new TreeMap<>();
        Instant start = Instant.ofEpochMilli(System.currentTimeMillis() + 300);
        for (Jobs.Claim claim : ledger.jobs().claimForSubmit(howMany, Duration.ofMinutes(1))) {
            String id = "prediction" + claim.attempt();
            Instant at = start.plus(apart.multipliedBy(due.size()));
            due.put(id, at);
            ledger.jobs().accepted(claim, id, at);
        }
        return due;
    }

    @Test
    void pollsNoRowBeforeItsInstantAlthoughASweepClaimsThemEarly() throws Exception {
        Map<String, Instant> due = accepted(40, Duration.ofMillis(30));
        poll(Duration.ofSeconds(30), Duration.ofMinutes(10));
        await().atMost(Duration.ofSeconds(20)).until(() -> firstPoll.size() == due.size());
        due.forEach((id, at) ->
                assertThat(firstPoll.get(id)).as("first poll of %s", id).isGreaterThanOrEqualTo(at.toEpochMilli() - 2));
    }

    @Test
    void writesManyAnswersThatSayNotYetAsFewUpdates() throws Exception {
        accepted(300, Duration.ZERO);
        poll(Duration.ofSeconds(30), Duration.ofMinutes(10));
        await().atMost(Duration.ofSeconds(20)).until(() -> ledger.jobs().inState(JobState.POLLING, 1000).stream()
                .allMatch(job -> job.polls() == 1));
        double polls = meters.get("controlnetflow.polls").counter().count();
        double updates = meters.get("controlnetflow.poll.updates").counter().count();
        assertThat(polls).isEqualTo(300);
        assertThat(updates).isBetween(1.0, polls / 3);
    }

    @Test
    void parksAJobPastItsDeadlineAndKeepsItsId() throws Exception {
        accepted(1, Duration.ZERO);
        poll(Duration.ofMillis(50), Duration.ofMillis(500));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ledger.jobs().countByState().getOrDefault(JobState.PARKED, 0L) == 1);
        List<Jobs.Job> parked = ledger.jobs().inState(JobState.PARKED, 1);
        assertThat(parked.get(0).predictionId()).isEqualTo("prediction1");
        assertThat(parked.get(0).problem()).contains("its id is kept, it is not sent again");
    }

    @Test
    void holdsAJobThatTheProviderDoesNotKnowAnyMore() throws Exception {
        status = 404;
        answer = "{\"code\":404,\"message\":\"Prediction not found %s\"}";
        accepted(1, Duration.ZERO);
        poll(Duration.ofMillis(20), Duration.ofMinutes(10));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ledger.jobs().countByState().getOrDefault(JobState.HELD, 0L) == 1);
        assertThat(ledger.jobs().inState(JobState.HELD, 1).get(0).problem())
                .contains("Prediction not found", "may have been charged");
    }

    @Test
    void goesOnPollingAStatusItDoesNotKnow() throws Exception {
        answer = "{\"code\":200,\"data\":{\"id\":\"%s\",\"status\":\"dreaming\"}}";
        accepted(1, Duration.ZERO);
        poll(Duration.ofMillis(20), Duration.ofMinutes(10));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ledger.jobs().inState(JobState.POLLING, 1).stream().anyMatch(job -> job.polls() > 2));
    }
}
