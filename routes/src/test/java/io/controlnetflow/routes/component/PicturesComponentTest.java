package io.controlnetflow.routes.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.codec.Probe;
import io.controlnetflow.core.image.map.ControlMaps;
import io.controlnetflow.core.image.map.ControlOptions;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.component.message.Agreement;
import io.controlnetflow.routes.component.message.ControlMap;
import io.controlnetflow.routes.component.message.GenerationResult;
import io.controlnetflow.routes.component.message.MadePicture;
import io.controlnetflow.routes.component.message.NearlySame;
import io.controlnetflow.routes.engine.Bench;
import io.controlnetflow.routes.engine.JobRequest;
import io.controlnetflow.routes.stage.cell.CellScope;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PicturesComponentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Picture HOUSE = shape(96, 64, 20, 12, 70, 50);
    private static final Picture OTHER = shape(96, 64, 2, 2, 10, 60);

    @TempDir
    static Path folder;

    private Bench bench;
    private ProducerTemplate template;

    @BeforeAll
    void start() {
        bench = new Bench(folder);
        template = bench.camel().createProducerTemplate();
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    @Test
    void resizesAPictureInEveryFormAndKeepsItsFormat() throws Exception {
        byte[] png = Encode.png(HOUSE);
        Path file = Files.write(folder.resolve("house.png"), png);
        Artifact stored = bench.engine().store().put(png);
        ControlMap map = new ControlMap(png, "image/png", ControlKind.CANNY);
        for (Object body :
                List.of(png, file, file.toFile(), new ByteArrayInputStream(png), stored, map, List.of(png))) {
            Probe probe = Pictures.probe(template.requestBody("pictures:resize?size=48*20", body, byte[].class));
            assertThat(probe.width()).isEqualTo(48);
            assertThat(probe.height()).isEqualTo(20);
            assertThat(probe.mediaType()).isEqualTo("image/png");
        }
        byte[] jpeg = template.requestBody("pictures:resize?size=48*20", Encode.jpeg(HOUSE), byte[].class);
        assertThat(Pictures.probe(jpeg).mediaType()).isEqualTo("image/jpeg");
    }

    @Test
    void putsMapsAndPicturesOnAContactSheet() {
        List<Object> body = List.of(map(HOUSE), Encode.png(HOUSE), Encode.jpeg(OTHER));
        MadePicture sheet = template.requestBody("pictures:contact-sheet?columns=3", body, MadePicture.class);
        assertThat(sheet.mediaType()).isEqualTo("image/jpeg");
        Probe wide = Pictures.probe(sheet.picture());
        byte[] tall = template.requestBody("pictures:contact-sheet?columns=1", body, byte[].class);
        assertThat(wide.width()).isGreaterThan(wide.height());
        assertThat(Pictures.probe(tall).height())
                .isGreaterThan(Pictures.probe(tall).width());
        assertThat(template.requestBody("pictures:contact-sheet", List.of(map(HOUSE), map(OTHER)), byte[].class))
                .as("maps alone are pictures too")
                .isNotEmpty();
    }

    @Test
    void picksThePictureThatKeepsToItsMap() {
        List<Object> body = List.of(map(HOUSE), Encode.png(OTHER), Encode.png(HOUSE));
        MadePicture best = template.requestBody("pictures:pick-best", body, MadePicture.class);
        assertThat(best.index()).isEqualTo(1);
        assertThat(best.score()).isGreaterThan(0.9);
        assertThat(best.picture()).isEqualTo(Encode.png(HOUSE));
    }

    @Test
    void picksTheSharpestOrTheFirst() {
        byte[] blurred = Encode.png(Resize.smooth(Resize.smooth(HOUSE, 20, 14), 96, 64));
        List<Object> body = List.of(blurred, Encode.png(HOUSE));
        assertThat(template.requestBody("pictures:pick-best?by=sharpness", body, MadePicture.class)
                        .index())
                .isEqualTo(1);
        MadePicture first = template.requestBody("pictures:pick-best?by=first", body, MadePicture.class);
        assertThat(first.index()).isZero();
        assertThat(first.score()).isNull();
    }

    @Test
    void scoresAPictureAgainstItsMap() {
        assertThat(score(List.of(map(HOUSE), Encode.png(HOUSE)))).isGreaterThan(0.9);
        assertThat(score(List.of(map(HOUSE), Encode.png(OTHER)))).isLessThan(0.5);
        for (ControlKind light : List.of(ControlKind.GRAY, ControlKind.DEPTH, ControlKind.APPROX_DEPTH)) {
            ControlMap same = new ControlMap(Encode.png(HOUSE), "image/png", light);
            assertThat(score(List.of(same, Encode.png(HOUSE)))).isEqualTo(1);
        }
    }

    private double score(Object body) {
        return template.requestBody("pictures:edge-agreement", body, Agreement.class)
                .score();
    }

    @Test
    void knowsFromTheLedgerByWhichMapAResultWasMade() throws Exception {
        JobRequest request = bench.request("pictures", 21);
        Jobs.Job job = bench.settled(request);
        GenerationResult result = GenerationResult.of(job, bench.engine().store(), false);
        assertThat(score(result)).isBetween(0.0, 1.0);
        assertThat(template.requestBody("pictures:pick-best", List.of(result, result), MadePicture.class)
                        .index())
                .isZero();
    }

    @Test
    void findsPicturesThatAreNearlyTheSame() throws Exception {
        byte[] again = Encode.jpeg(HOUSE);
        NearlySame found = template.requestBody(
                "pictures:near-duplicates", List.of(Encode.png(HOUSE), Encode.png(OTHER), again), NearlySame.class);
        assertThat(found).isEqualTo(new NearlySame(1, List.of(List.of(0, 2)), List.of(0, 1)));

        String house = stored(Encode.png(HOUSE));
        JsonNode value = cell(
                "pictures:near-duplicates",
                "{\"images\": [%s, %s, %s]}".formatted(house, stored(Encode.png(OTHER)), stored(again)));
        assertThat(value.path("count").asInt()).isEqualTo(1);
        assertThat(value.path("groups").toString()).isEqualTo("[[0,2]]");
        assertThat(value.path("images")).hasSize(2);
        assertThat(value.at("/images/0/ref").asText()).startsWith("sha256:");
    }

    @Test
    void inACellItTakesStoredPicturesAndAnswersWithOne() throws Exception {
        String house = stored(Encode.png(HOUSE));
        String other = stored(Encode.jpeg(OTHER));
        String canny = stored(map(HOUSE).picture());
        JsonNode best = cell("pictures:pick-best", """
                {"images": [[%s], [%s, null]], "control_image": %s}""".formatted(other, house, canny));
        assertThat(best.path("type").asText()).isEqualTo("image");
        assertThat(best.path("ref")).isEqualTo(JSON.readTree(house).path("ref"));
        assertThat(best.path("mediaType").asText()).isEqualTo("image/png");
        assertThat(best.path("index").asInt()).isEqualTo(1);
        assertThat(best.path("score").asDouble()).isGreaterThan(0.9);

        JsonNode one = cell("pictures:edge-agreement", "{\"image\": %s, \"controls\": %s}".formatted(house, canny));
        assertThat(one.path("score").asDouble()).isGreaterThan(0.9);

        JsonNode small = cell("pictures:resize?fit=contain", "{\"image\": [%s], \"size\": \"16*16\"}".formatted(house));
        assertThat(small.path("mediaType").asText()).isEqualTo("image/png");

        JsonNode sheet = cell(
                "pictures:contact-sheet",
                "{\"images\": [%s, %s], \"captions\": [\"a\", \"b\"], \"columns\": 2}".formatted(house, other));
        assertThat(sheet.path("mediaType").asText()).isEqualTo("image/jpeg");
        assertThat(bench.engine().store().find(sheet.path("ref").asText().substring("sha256:".length())))
                .isPresent();
    }

    @Test
    void inACellItFindsTheMapInTheJobThatMadeThePicture() throws Exception {
        JobRequest request = bench.request("in a run", 22);
        Jobs.Job job = bench.settled(request);
        Runs.NewCell gen = new Runs.NewCell("run-p/gen", "gen", "{}", 0, List.of());
        bench.engine()
                .ledger()
                .runs()
                .open(new Runs.NewRun("run-p", "embedded", "test", "{}", "{}", "label"), List.of(gen));
        Runs.Cell claimed = bench.engine().ledger().runs().claimReady(1).get(0);
        bench.engine().ledger().runs().waiting(claimed.id(), job.key().hex(), true);
        JsonNode score = cell("pictures:pick-best", "{\"images\": " + job.outputs() + "}");
        assertThat(score.path("score").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void neverPicksWhatIsFlagged() throws Exception {
        String flagged = stored(Encode.png(OTHER)).replace("}", ",\"nsfw\":true}");
        String house = stored(Encode.png(HOUSE));
        JsonNode best =
                cell("pictures:pick-best", "{\"images\": [%s, %s], \"by\": \"first\"}".formatted(flagged, house));
        assertThat(best.path("index").asInt()).isEqualTo(1);
        assertThat(best.has("score") && !best.path("score").isNull()).isFalse();
        refusedInCell(
                "pictures:pick-best", "{\"images\": [%s]}".formatted(flagged), "images: 1 pictures are all flagged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pictures:contact-shet|operation: contact-shet is none of contact-sheet, pick-best, resize, edge-agreement, near-duplicates; did you mean contact-sheet?",
                "pictures:pick-best?by=sharpnes|by: sharpnes is none of edge-agreement, sharpness, first; did you mean sharpness?",
                "pictures:contact-sheet?columns=25|columns: 25 is outside 0 to 24",
                "pictures:resize?size=big|size: big is not width*height; write it like 1024*768",
                "pictures:resize?size=9000*10|size: 9000*10 is outside 1 to 8192 pixels a side",
                "pictures:resize?fit=covr|fit: covr is neither cover nor contain; did you mean cover?",
                "pictures:resize?sise=1*1|sise",
            })
    void refusesWrongOptionsWhenARouteIsLoaded(String uri, String part) {
        assertThatThrownBy(() -> bench.camel().getEndpoint(uri)).rootCause().hasMessageContaining(part);
    }

    @Test
    void saysWhatItCannotUse() throws Exception {
        refused("pictures:resize?size=9*9", "text", "body: String is no picture; send bytes");
        refused("pictures:resize?size=9*9", new byte[] {1, 2, 3}, "is no picture that is supported");
        refused("pictures:resize", Encode.png(HOUSE), "size: nothing is given");
        refused("pictures:resize?size=9*9", List.of(), "body: an empty list holds no picture");
        refused("pictures:pick-best", List.of(Encode.png(HOUSE), 7), "body[1]: Integer is no picture");
        refused(
                "pictures:edge-agreement",
                Encode.png(HOUSE),
                "comes without the control map that it was made by; name the map");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pictures:pick-best|{'imagess': []}|imagess: [] is no option of pictures:pick-best; did you mean images?",
                "pictures:pick-best|{}|images: nothing names no picture",
                "pictures:pick-best|{'images': ['x']}|images: \"x\" is no stored picture",
                "pictures:pick-best|{'images': [P, P], 'controls': [P, P, P]}|controls: 3 maps are named for 2 pictures",
                "pictures:pick-best|{'images': P, 'image': P}|is given besides images; give one of them",
                "pictures:pick-best|{'images': P, 'by': 'taste'}|by: taste is none of",
                "pictures:contact-sheet|{'images': P, 'captions': ['a', 'b']}|captions: 2 lines are given for 1 pictures",
                "pictures:contact-sheet|{'images': P, 'captions': 'a'}|captions: a is no list",
                "pictures:contact-sheet|{'images': P, 'columns': 'two'}|columns: two is no whole number",
                "pictures:resize|{'images': [P, P], 'size': '9*9'}|images: 2 pictures are given to pictures:resize, which takes one",
                "pictures:edge-agreement|{'image': P}|comes without the control map",
            })
    void saysWhatACellCannotUse(String line) throws Exception {
        String[] parts = line.split("\\|");
        String with = parts[1].replace('\'', '"').replace("P", stored(Encode.png(HOUSE)));
        refusedInCell(parts[0], with, parts[2]);
    }

    private void refused(String uri, Object body, String part) {
        assertThatThrownBy(() -> template.requestBody(uri, body)).rootCause().hasMessageContaining(part);
    }

    private void refusedInCell(String uri, String with, String part) throws Exception {
        Exchange exchange = run(uri, with);
        assertThat(exchange.getException()).hasMessageContaining(part);
    }

    private JsonNode cell(String uri, String with) throws Exception {
        Exchange exchange = run(uri, with);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(JsonNode.class);
    }

    private Exchange run(String uri, String with) throws Exception {
        ObjectNode parameters = (ObjectNode) JSON.readTree(with);
        return template.send(uri, e -> {
            e.setProperty(CellScope.PROPERTY, new CellScope("run-p", "run-p/best", "best", "label"));
            e.getMessage().setBody(parameters);
        });
    }

    private String stored(byte[] bytes) throws Exception {
        Artifact artifact = bench.engine().store().put(bytes);
        return JSON.createObjectNode()
                .put("type", "image")
                .put("ref", artifact.ref())
                .put("mediaType", artifact.mediaType())
                .toString();
    }

    private static ControlMap map(Picture picture) {
        Picture canny = ControlMaps.of(ControlKind.CANNY, picture, ControlOptions.DEFAULT);
        return new ControlMap(Encode.png(canny), "image/png", ControlKind.CANNY);
    }

    private static Picture shape(int width, int height, int left, int top, int right, int bottom) {
        int[] rgb = new int[width * height];
        for (int y = top; y < bottom; y++) {
            java.util.Arrays.fill(rgb, y * width + left, y * width + right, 0xd0a060);
        }
        return new Picture(width, height, rgb);
    }
}
