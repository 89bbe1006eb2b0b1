package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.data;
import static io.controlnetflow.core.embedded.Caller.inputs;
import static io.controlnetflow.core.embedded.Caller.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.render.TinyPicture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock();
    private EmbeddedServer server;
    private Caller caller;

    @BeforeEach
    void start() {
        server = EmbeddedServer.start(ContractTest.fast(folder).withClock(clock), Renderers.none());
        caller = new Caller(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsNewestFirstPageByPageUntilAnEmptyPage() throws Exception {
        List<String> ids = submitted(5);
        List<String> listed = new ArrayList<>();
        for (int page = 1; page <= 4; page++) {
            JsonNode data = list("{\"page\":" + page + ",\"page_size\":2}");
            assertThat(data.path("page").asInt()).isEqualTo(page);
            data.path("items").forEach(i -> listed.add(0, i.path("id").asText()));
        }
        assertThat(listed).isEqualTo(ids);
    }

    @Test
    void showsInputsOnlyWhenAsked() throws Exception {
        ObjectNode inputs = inputs("http://127.0.0.1:1/x.png").put("seed", 7).put("guidance_scale", 3.0);
        caller.submit(inputs);
        assertThat(list("{}").path("items").path(0).has("inputs")).isFalse();
        assertThat(list("{\"include_inputs\":true}").path("items").path(0).path("inputs"))
                .isEqualTo(inputs);
    }

    @Test
    void filtersByModelStatusAndTime() throws Exception {
        String first = submitted(1).get(0);
        caller.ended(first);
        Instant between = clock.instant().plusSeconds(5);
        clock.advance(Duration.ofSeconds(10));
        String second = submitted(1).get(0);
        caller.ended(second);

        assertThat(ids("{\"created_after\":\"" + between + "\"}")).containsExactly(second);
        assertThat(ids("{\"created_before\":\"" + between + "\"}")).containsExactly(first);
        assertThat(ids("{\"status\":\"completed\"}")).containsExactly(second, first);
        assertThat(ids("{\"status\":\"failed\"}")).isEmpty();
        assertThat(ids("{\"model\":\"another/model\"}")).isEmpty();
    }

    @Test
    void refusesFiltersThatMakeNoSense() throws Exception {
        HttpResponse<byte[]> size = caller.post("/api/v3/predictions", "{\"page_size\":101}");
        assertThat(size.statusCode()).isEqualTo(400);
        assertThat(message(size)).isEqualTo("page_size: 101 is outside 1 to 100");
        HttpResponse<byte[]> time = caller.post("/api/v3/predictions", "{\"created_after\":\"yesterday\"}");
        assertThat(message(time)).isEqualTo("created_after: yesterday is not an RFC 3339 time");
    }

    @Test
    void forgetsRecordsAndFilesAfterSevenDays() throws Exception {
        String upload = caller.upload(TinyPicture.png("old"));
        String id = caller.submit(inputs(upload));
        String output = caller.ended(id).path("outputs").path(0).asText();
        clock.advance(Duration.ofDays(7).plusSeconds(1));

        assertThat(list("{}").path("items")).isEmpty();
        assertThat(caller.get("/api/v3/predictions/" + id).statusCode()).isEqualTo(404);
        assertThat(caller.download(output).statusCode()).isEqualTo(404);
        assertThat(caller.download(upload).statusCode()).isEqualTo(404);
    }

    @Test
    void deletesRecordsForGood() throws Exception {
        String id = submitted(1).get(0);
        caller.ended(id);
        JsonNode deleted = data(caller.post("/api/v3/predictions/delete", "{\"ids\":[\"" + id + "\",\"unknown\"]}"));
        assertThat(deleted.path("deleted_count").asInt()).isEqualTo(1);
        assertThat(caller.get("/api/v3/predictions/" + id).statusCode()).isEqualTo(404);
        assertThat(server.audit().charged()).isEqualByComparingTo("0.03");
    }

    @Test
    void listsTheModelWithItsSchemaAndPrices() throws Exception {
        JsonNode model = data(caller.get("/api/v3/models")).path(0);
        assertThat(model.path("model_id").asText()).isEqualTo("wavespeed-ai/flux-controlnet-union-pro-2.0");
        JsonNode run = model.path("api_schema").path("api_schemas").path(0);
        assertThat(run.path("type").asText()).isEqualTo("model_run");
        assertThat(run.path("server").asText()).isEqualTo(server.baseUrl());
        assertThat(run.path("request_schema").path("properties").size()).isEqualTo(14);

        String body = "{\"model_id\":\"wavespeed-ai/flux-controlnet-union-pro-2.0\",\"inputs\":{\"num_images\":4}}";
        assertThat(data(caller.post("/api/v3/model/price", body))
                        .path("discounted_price")
                        .asDouble())
                .isEqualTo(0.12);
        assertThat(data(caller.post("/api/v3/model/pricing", body))
                        .path("unit_price")
                        .asDouble())
                .isEqualTo(0.12);
    }

    @Test
    void takesWhatIsSpentOffTheBalance() throws Exception {
        submitted(3);
        assertThat(data(caller.get("/api/v3/balance")).path("balance").decimalValue())
                .isEqualByComparingTo("9999.91");
        assertThat(data(caller.post("/api/v3/user/usage_stats", "{}"))
                        .path("total_requests")
                        .asInt())
                .isEqualTo(3);
        assertThat(data(caller.post("/api/v3/billings/search", "{}")).path("items"))
                .hasSize(3);
    }

    private List<String> submitted(int count) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(caller.submit(inputs("http://127.0.0.1:1/x.png")));
        }
        return ids;
    }

    private JsonNode list(String body) throws Exception {
        return data(caller.post("/api/v3/predictions", body));
    }

    private List<String> ids(String body) throws Exception {
        List<String> ids = new ArrayList<>();
        list(body).path("items").forEach(i -> ids.add(i.path("id").asText()));
        return ids;
    }
}
