package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.embedded.call.Audit;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.routes.app.console.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong key, no credit and an unknown model on a server that is not ours, and what is never written down. */
class AccountTroubleTest {
    private static final String KEY = "wsk-distinctive-4711";

    @TempDir
    private Path temp;

    @BeforeEach
    void threePhotographs() throws IOException {
        for (int n = 0; n < 3; n++) {
            BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
            image.createGraphics().fillRect(40 * n, 40, 100, 100);
            Files.createDirectories(temp.resolve("inbox"));
            ImageIO.write(image, "png", temp.resolve("inbox/" + n + ".png").toFile());
        }
    }

    @Test
    void aWrongKeyStopsSubmittingAndTheRightOneGoesOn() throws Exception {
        try (EmbeddedServer api = server(s -> s)) {
            Shell.Said wrong = run(api, "wsk-wrong-0815");

            assertThat(wrong.code()).isEqualTo(ExitCode.PAUSED);
            assertThat(wrong.out())
                    .contains("made 0", "failed 0", "paused (401): the provider refuses the API key")
                    .contains("nothing is submitted until a valid key is given");
            assertThat(temp.resolve("outbox/error")).doesNotExist();
            assertThat(api.audit().posts()).isZero();

            Shell.Said right = run(api, KEY);

            assertThat(right.code()).as(right.toString()).isZero();
            assertThat(right.out()).contains("made 3", "submits 3");
        }
        assertThat(filesWith("wsk-wrong-0815")).isEmpty();
        assertThat(filesWith(KEY)).isEmpty();
    }

    @Test
    void withoutCreditNothingFailsAndTheRestWaits() throws Exception {
        try (EmbeddedServer api = server(s -> s.withBalance(new BigDecimal("0.05")))) {
            Shell.Said said = run(api, KEY);

            assertThat(said.code()).isEqualTo(ExitCode.PAUSED);
            assertThat(said.out()).contains("made 1", "failed 0", "paused (402): the account has no credit");
            assertThat(Shell.flow("status", temp.toString()).out()).contains("2  ready, not sent", "flow resume");
        }
    }

    @Test
    void aBalanceBelowThePriceOfOneJobIsFoundBeforeAnythingIsSent() throws Exception {
        try (EmbeddedServer api = server(s -> s.withBalance(new BigDecimal("0.02")))) {
            Shell.Said said = run(api, KEY);

            assertThat(said.code()).isEqualTo(ExitCode.PAUSED);
            assertThat(said.out())
                    .contains("made 0", "failed 0", "paused (402): the account has no credit for one job")
                    .contains("balance is $0.02", "costs at least $0.03", "flow resume");
            assertThat(api.audit().posts()).isZero();
            assertThat(flow(api, "doctor", temp.toString()).out())
                    .contains("balance $0.02, less than the $0.03 that one job costs at least");
        }
        try (EmbeddedServer api = server(s -> s.withBalance(BigDecimal.TEN))) {
            assertThat(run(api, KEY).code()).isZero();
            assertThat(api.audit().posts()).isEqualTo(3);
            assertThat(flow(api, "doctor", temp.toString()).out()).doesNotContain("less than");
        }
    }

    @Test
    void aBalanceOfZeroIsLeftToTheProviderAsItMayBeBilledLater() throws Exception {
        try (EmbeddedServer api = server(s -> s.withBalance(BigDecimal.ZERO))) {
            Shell.Said said = run(api, KEY);

            assertThat(said.code()).isEqualTo(ExitCode.PAUSED);
            assertThat(said.out())
                    .contains("made 0", "failed 0", "paused (402): the account has no credit")
                    .doesNotContain("no credit for one job");
            assertThat(api.audit().requests().getOrDefault(Step.SUBMIT, 0L)).isPositive();
            assertThat(flow(api, "doctor", temp.toString()).out())
                    .contains("balance $0.00; fine when the account is billed in arrears");
        }
    }

    @Test
    void aSpentBudgetEndsWithItsOwnExitCodeAndTheSpendingIsWhatTheProviderSays() throws Exception {
        try (EmbeddedServer api = server(s -> s)) {
            api.script().next(Step.TASK, Fault.TASK_FAILED);
            Shell.Said said = run(api, KEY, "--budget-run", "0.04");

            assertThat(said.code()).as(said.toString()).isEqualTo(ExitCode.PAUSED);
            assertThat(said.out()).contains("paused (budget)", "--budget-run");

            JsonNode spend = new ObjectMapper()
                    .readTree(Shell.flow("status", temp.toString(), "--spend", "--json")
                            .out());
            Audit books = api.audit();
            for (String when : List.of("today", "in_all")) {
                assertThat(spend.at("/" + when + "/submits").asLong()).isEqualTo(books.posts());
                assertThat(spend.at("/" + when + "/spent").decimalValue())
                        .isEqualByComparingTo(books.charged().subtract(books.refunded()));
                assertThat(spend.at("/" + when + "/released").decimalValue()).isEqualByComparingTo(books.refunded());
                assertThat(spend.at("/" + when + "/reserved").decimalValue()).isZero();
            }
            assertThat(books.refunded()).isEqualByComparingTo("0.03");
            assertThat(spend.path("exit_code").asInt()).isEqualTo(ExitCode.PAUSED);
        }
    }

    @Test
    void anUnknownModelFailsOnItsOwn() throws Exception {
        Files.writeString(temp.resolve("inbox/1.yaml"), "model: wavespeed-ai/flux-controlnet-union-pro-3.0\n");
        try (EmbeddedServer api = server(s -> s)) {
            Shell.Said said = run(api, KEY);

            assertThat(said.code()).isEqualTo(ExitCode.FAILED);
            assertThat(said.out())
                    .contains("made 2", "failed 1", "cost at least $0.06")
                    .contains(
                            "1.png: model: wavespeed-ai/flux-controlnet-union-pro-3.0 is none of the provider's models")
                    .contains("HTTP 404", "did you mean wavespeed-ai/flux-controlnet-union-pro-2.0?");
            assertThat(temp.resolve("outbox/error/1.png.error.json")).exists();
            assertThat(api.audit().posts()).isEqualTo(2);
        }
    }

    private EmbeddedServer server(UnaryOperator<EmbeddedSettings> change) throws IOException {
        return EmbeddedServer.start(change.apply(Vendor.settings(temp, KEY)));
    }

    private static Shell.Said flow(EmbeddedServer api, String... words) {
        return Shell.flow(Map.of("WAVESPEED_API_KEY", KEY, "WAVESPEED_BASE_URL", api.baseUrl()), words);
    }

    private Shell.Said run(EmbeddedServer api, String key, String... more) {
        List<String> words = new ArrayList<>(
                List.of("run", temp.toString(), "--prompt", "a house", "--size", "256*256", "--poll-floor", "200ms"));
        words.addAll(List.of(more));
        Shell.Said said = Shell.flow(
                Map.of("WAVESPEED_API_KEY", key, "WAVESPEED_BASE_URL", api.baseUrl()), words.toArray(String[]::new));
        assertThat(said.out() + said.err()).doesNotContain(key);
        return said;
    }

    /** Files of the program, not of the server that plays the provider, that hold the text. */
    private List<Path> filesWith(String text) throws IOException {
        return Tree.files(temp).stream()
                .filter(f -> !f.startsWith(temp.resolve("api")))
                .filter(f -> read(f).contains(text))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
