package io.controlnetflow.routes.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.routes.engine.Bench;
import io.controlnetflow.routes.engine.folder.BatchSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kamelets in plain Camel YAML. */
class KameletsTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aPhotographGoesThroughMapPictureAndSheetIntoAFolder() throws Exception {
        load("""
                - route:
                    from:
                      uri: direct:photographs
                      steps:
                        - to: kamelet:control-map-action?size=256*256&low=50
                        - to:
                            uri: kamelet:controlnet-generate-action
                            parameters: {prompt: "a house, 50% grey & more", size: 256*256, seed: 11, numImages: 2}
                        - to:
                            uri: kamelet:publish-folder-sink
                            parameters: {folder: "FOLDER/pictures"}
                        - kamelet: {name: contact-sheet-action, parameters: {columns: 1}}
                        - to: kamelet:publish-folder-sink?folder=FOLDER/pictures&name=sheet
                """);

        Exchange answer = send("house.jpg");

        assertThat(answer.getException()).isNull();
        assertThat(bench.server().audit().posts()).isEqualTo(1);
        assertThat(names("pictures")).containsExactly("house-1.png", "house-2.png", "sheet.jpg");
        assertThat(answer.getMessage().getHeader(Exchange.FILE_NAME_PRODUCED))
                .isEqualTo(folder.resolve("pictures/sheet.jpg").toString());
        assertThat(Pictures.probe(Files.readAllBytes(folder.resolve("pictures/sheet.jpg")))
                        .mediaType())
                .isEqualTo("image/jpeg");

        assertThat(send("house.jpg").getException()).isNull();
        assertThat(bench.server().audit().posts()).as("the same again").isEqualTo(1);
        assertThat(names("pictures")).as("nothing twice").hasSize(3);
    }

    @Test
    void aDroppedPhotographIsTold() throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
        Files.write(folder.resolve("inbox/house.png"), Bench.picture(3));
        MockEndpoint batches = bench.camel().getEndpoint("mock:batches", MockEndpoint.class);
        batches.expectedMessageCount(1);
        load("""
                - route:
                    from:
                      uri: kamelet:watch-folder-source
                      parameters: {inbox: FOLDER/inbox, outbox: FOLDER/outbox, mode: run, prompt: a house}
                      steps:
                        - to: mock:batches
                """);

        batches.assertIsSatisfied(Bench.SOON.toMillis());
        assertThat(batches.getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(BatchSummary.class)
                        .made())
                .isEqualTo(1);
        assertThat(names("outbox/house")).contains("gen-1.png");
    }

    @Test
    void aDroppedPhotographStartsARunOfAFlow() throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
        Files.write(folder.resolve("inbox/house.png"), Bench.picture(3));
        Files.write(folder.resolve("inbox/other-1.png"), Bench.picture(4));
        MockEndpoint batches = bench.camel().getEndpoint("mock:batches", MockEndpoint.class);
        batches.expectedMessageCount(1);
        load("shoot.dag.yaml", """
                dag: shoot
                inputs: {image: {type: image, required: true}, prompt: {type: string}}
                nodes:
                  map: {call: "control-map:gray", with: {image: "${image}", size: 256*256}}
                outputs: {map: "${map.image}"}
                """);
        load("""
                - route:
                    from:
                      uri: kamelet:watch-folder-source
                      parameters: {inbox: FOLDER/inbox, outbox: FOLDER/outbox, mode: run, flow: shoot, accept: "h*.png,x*", wait: 2s}
                      steps:
                        - to: mock:batches
                """);

        batches.assertIsSatisfied(Bench.SOON.toMillis());
        assertThat(batches.getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(BatchSummary.class)
                        .drops())
                .isEqualTo(1);
        assertThat(names("outbox/house")).contains("map-1.png");
        assertThat(folder.resolve("outbox/other-1")).doesNotExist();
    }

    @Test
    void aParameterThatIsMissingIsRefused() {
        assertThatThrownBy(() -> load("""
                - route:
                    from:
                      uri: direct:photographs
                      steps:
                        - to: kamelet:controlnet-generate-action?size=256*256
                """)).rootCause().hasMessageContaining("prompt");
    }

    @Test
    void aBodyThatIsNoPictureIsNotPublished() throws Exception {
        load("""
                - route:
                    from:
                      uri: direct:photographs
                      steps:
                        - setBody: {constant: words}
                        - to: kamelet:publish-folder-sink?folder=FOLDER/pictures
                """);
        assertThat(send("a.png").getException()).hasMessageContaining("body: String is no picture");
        assertThat(folder.resolve("pictures")).doesNotExist();
    }

    private Exchange send(String name) {
        return bench.camel().createProducerTemplate().request("direct:photographs", exchange -> {
            exchange.getMessage().setBody(Bench.picture(7));
            exchange.getMessage().setHeaders(Map.of(Exchange.FILE_NAME, "in/" + name));
        });
    }

    private List<String> names(String where) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(where))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private void load(String yaml) throws Exception {
        load("kamelets.camel.yaml", yaml);
    }

    private void load(String name, String yaml) throws Exception {
        String text = yaml.replace("FOLDER", folder.toString());
        PluginHelper.getRoutesLoader(bench.camel()).loadRoutes(ResourceHelper.fromString(name, text));
    }
}
