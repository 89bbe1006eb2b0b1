package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.routes.app.console.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose fate the provider's list cannot tell, decided by a person or by the policy, through the command line. */
class ResolveTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path temp;

    private EmbeddedServer api;

    @BeforeEach
    void aPhotographAndAProviderWithoutAList() throws IOException {
        Path inbox = Files.createDirectories(temp.resolve("inbox"));
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(40, 40, 100, 100);
        ImageIO.write(image, "png", inbox.resolve("house.png").toFile());
        api = EmbeddedServer.start(EmbeddedSettings.in(temp.resolve("api"))
                .withRenderless(true)
                .withGenerationTime(Duration.ofMillis(50), Duration.ofMillis(50)));
        api.script().next(Step.SUBMIT, Fault.GATEWAY_TIMEOUT_AFTER);
        for (int i = 0; i < 20; i++) {
            api.script().answer(Step.LIST, 404, Map.of(), "{\"code\":404,\"message\":\"no such path\"}");
        }
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void adoptsThePredictionThatAPersonNames() throws Exception {
        String job = held();
        String id = list().path(0).path("id").asText();

        assertThat(decide(job, "--adopt", id).out()).contains("is prediction " + id);
        Shell.Said said = run();
        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out()).contains("submits 0");
        assertThat(api.audit().posts()).isEqualTo(1);
        assertThat(temp.resolve("outbox/house")).isNotEmptyDirectory();
    }

    @Test
    void sendsAgainWhenAPersonSaysSo() throws Exception {
        String job = held();

        assertThat(decide(job, "--resubmit").out()).contains("will be sent again");
        Shell.Said said = run();
        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(api.audit().posts()).isEqualTo(2);
        assertThat(api.audit().accepted()).isEqualTo(2);
        assertThat(temp.resolve("outbox/house")).isNotEmptyDirectory();
    }

    @Test
    void givesUpWhenAPersonSaysSo() throws Exception {
        String job = held();

        assertThat(decide(job, "--drop").out()).contains("was given up");
        Shell.Said said = run();
        assertThat(said.code()).as(said.toString()).isEqualTo(ExitCode.FAILED);
        assertThat(said.out()).contains("made 0", "dropped by a person; its POST may have been charged");
        assertThat(api.audit().posts()).isEqualTo(1);
        assertThat(Shell.flow("resolve", job, "--resubmit", "--path", temp.toString())
                        .err())
                .contains("is CANCELLED, not in doubt or held");
    }

    @Test
    void sendsAgainByPolicy() {
        Shell.Said said = run("--on-doubt", "resubmit");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out()).contains("made 1");
        assertThat(api.audit().posts()).isEqualTo(2);
    }

    @Test
    void givesUpByPolicy() {
        Shell.Said said = run("--on-doubt", "drop");

        assertThat(said.code()).as(said.toString()).isEqualTo(ExitCode.FAILED);
        assertThat(said.out())
                .contains(
                        "made 0", "failed 1", "dropped by the policy --on-doubt drop; its POST may have been charged");
        assertThat(api.audit().posts()).isEqualTo(1);
    }

    /** Runs until the job is held; answers with the first digits of its key. */
    private String held() throws IOException {
        Shell.Said said = run();
        assertThat(said.code()).as(said.toString()).isEqualTo(ExitCode.WAITS_FOR_A_PERSON);
        assertThat(said.out()).contains("flow resolve");
        JsonNode status =
                JSON.readTree(Shell.flow("status", temp.toString(), "--json").out());
        JsonNode held = status.path("attention").path(0);
        assertThat(held.path("state").asText()).isEqualTo("held");
        return held.path("job").asText().substring(0, 8);
    }

    private Shell.Said decide(String job, String... decision) {
        List<String> words = new ArrayList<>(List.of("resolve", job));
        words.addAll(List.of(decision));
        words.addAll(List.of("--path", temp.toString()));
        return Shell.flow(words.toArray(String[]::new));
    }

    private JsonNode list() throws IOException, InterruptedException {
        api.script().clear();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(api.baseUrl() + "/api/v3/predictions"))
                                .header("Authorization", "Bearer key")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"page\":1,\"page_size\":10}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        return JSON.readTree(answer.body()).at("/data/items");
    }

    private Shell.Said run(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "run",
                temp.toString(),
                "--prompt",
                "a house",
                "--size",
                "256*256",
                "--poll-floor",
                "200ms",
                "--reconcile-gap",
                "300ms"));
        words.addAll(List.of(more));
        return Shell.flow(
                Map.of("WAVESPEED_API_KEY", "key", "WAVESPEED_BASE_URL", api.baseUrl()), words.toArray(String[]::new));
    }
}
