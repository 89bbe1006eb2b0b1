package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** POSTs of unknown fate, with a history that is late, poor, absent or full of others' predictions. */
@Tag("trial")
class DoubtTrial {
    private static final int WAITS_FOR_A_PERSON = 3;
    private static final int JOBS = 10;
    /** Four that were accepted and three that were not; the program cannot tell. */
    private static final Fault[] UNCLEAR = {
        Fault.RESET_AFTER,
        Fault.RESET_BEFORE,
        Fault.GATEWAY_TIMEOUT_AFTER,
        Fault.INTERNAL,
        Fault.MALFORMED,
        Fault.HTML,
        Fault.NO_ID
    };

    private static final int NOT_ACCEPTED = 3;

    @TempDir
    Path folder;

    @Test
    void waitsForAHistoryThatLags() throws Exception {
        try (Workshop shop = shop();
                Middleman between = new Middleman(shop.provider.baseUrl())) {
            shop.through(between.address());
            between.say((step, said) -> step == Step.LIST ? without(said, Duration.ofSeconds(1)) : said);
            assertThat(shop.toTheEnd(120)).as(shop.words()).isZero();
            Figures figures = shop.figures("doubt: history lags by 1 s, gap 2 s");
            assertThat(figures.posts()).isEqualTo(JOBS + NOT_ACCEPTED);
            nothingIsLostOrPaidTwice(figures);
        }
    }

    @Test
    void leavesOtherPeoplesPredictionsAlone() throws Exception {
        try (Workshop shop = shop()) {
            shop.provider.script().clear();
            for (int i = 0; i < 5; i++) {
                submitted(shop.provider.baseUrl(), "a blue shoe, number " + i);
            }
            shop.provider.script().next(Step.SUBMIT, UNCLEAR);
            assertThat(shop.toTheEnd(120)).as(shop.words()).isZero();
            Figures figures = shop.figures("doubt: others' predictions in the list");
            assertThat(figures.posts()).isEqualTo(5 + JOBS + NOT_ACCEPTED);
            nothingIsLostOrPaidTwice(figures);
        }
    }

    @Test
    void asksAPersonWhenTheHistoryHasNoInputs() throws Exception {
        try (Workshop shop = new Workshop(folder, settings -> settings);
                Middleman between = new Middleman(shop.provider.baseUrl())) {
            shop.through(between.address());
            shop.drop(JOBS);
            shop.provider.script().next(Step.SUBMIT, Fault.RESET_AFTER);
            between.say((step, said) -> step == Step.LIST ? withoutInputs(said) : said);
            assertThat(shop.toTheEnd(120)).as(shop.words()).isEqualTo(WAITS_FOR_A_PERSON);
            assertThat(shop.provider.audit().posts()).isEqualTo(JOBS);
            Jobs.Job held = shop.jobs(JobState.HELD).get(0);
            assertThat(held.problem())
                    .contains(
                            "may have been charged",
                            "flow resolve " + held.key().brief());

            String candidate =
                    String.valueOf(held.problem()).replaceFirst("(?s).*candidates: ([A-Za-z0-9_-]+).*", "$1");
            try (Program resolve =
                    shop.say("resolve", held.key().brief(), "--adopt", candidate, "--path", folder.toString())) {
                assertThat(resolve.exit(60)).as(shop.words()).isZero();
            }
            assertThat(shop.toTheEnd(120)).as(shop.words()).isZero();
            Figures figures = shop.figures("doubt: no inputs in the list, adopted by hand");
            assertThat(figures.posts()).isEqualTo(JOBS);
            nothingIsLostOrPaidTwice(figures);
        }
    }

    @Test
    void asksAPersonWhenThereIsNoHistory() throws Exception {
        try (Workshop shop = shop();
                Middleman between = new Middleman(shop.provider.baseUrl())) {
            shop.through(between.address());
            between.say((step, said) -> step == Step.LIST ? null : said);
            assertThat(shop.toTheEnd(120)).as(shop.words()).isEqualTo(WAITS_FOR_A_PERSON);
            assertThat(shop.toTheEnd(120)).as("again: " + shop.words()).isEqualTo(WAITS_FOR_A_PERSON);
            Figures figures = shop.figures("doubt: list is 404, run twice");
            assertThat(figures.posts()).isEqualTo(JOBS);
            assertThat(figures.held()).isEqualTo(UNCLEAR.length);
            nothingIsLostOrPaidTwice(figures);
        }
    }

    private Workshop shop() {
        Workshop shop = new Workshop(folder, settings -> settings);
        shop.drop(JOBS);
        shop.provider.script().next(Step.SUBMIT, UNCLEAR);
        return shop;
    }

    private static void nothingIsLostOrPaidTwice(Figures figures) {
        assertThat(figures.lost()).isZero();
        assertThat(figures.paidTwice()).isZero();
        assertThat(figures.badFiles()).isZero();
    }

    /** Without what is younger. */
    private static JsonNode without(JsonNode said, Duration younger) {
        Instant oldest = Instant.now().minus(younger);
        for (Iterator<JsonNode> items = said.at("/data/items").iterator(); items.hasNext(); ) {
            if (Instant.parse(items.next().path("created_at").asText()).isAfter(oldest)) {
                items.remove();
            }
        }
        return said;
    }

    private static JsonNode withoutInputs(JsonNode said) {
        ((ArrayNode) said.at("/data/items"))
                .forEach(item -> ((ObjectNode) item).remove(java.util.List.of("inputs", "input")));
        return said;
    }

    private static void submitted(String provider, String prompt) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(provider + "/api/v3/wavespeed-ai/flux-controlnet-union-pro-2.0"))
                .header("Authorization", "Bearer other-key")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"" + prompt
                        + "\",\"control_image\":\"https://example.com/a.png\",\"size\":\"256*256\",\"seed\":5}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
