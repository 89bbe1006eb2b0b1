package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.core.embedded.render.Errand;
import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.embedded.render.Rendered;
import io.controlnetflow.core.embedded.render.Renderer;
import io.controlnetflow.core.embedded.render.TinyPicture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.codec.Probe;
import io.controlnetflow.core.job.Lora;
import io.controlnetflow.core.job.OutputFormat;
import io.controlnetflow.core.job.Size;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderingTest {
    private static final byte[] MAP = TinyPicture.png("map");

    @TempDir
    Path folder;

    private final List<RenderRequest> requests = new CopyOnWriteArrayList<>();

    /** Answers with the control image itself. */
    private Rendered echo(RenderRequest request, Errand errand) {
        requests.add(request);
        return new Rendered(Collections.nCopies(request.numImages(), request.controlImage()));
    }

    private EmbeddedServer start(boolean fetching) {
        return EmbeddedServer.start(
                EmbeddedSettings.in(folder)
                        .withFetching(fetching)
                        .withGenerationTime(Duration.ofMillis(10), Duration.ofMillis(10)),
                this::echo);
    }

    @Test
    void handsEveryParameterToTheRenderer() throws Exception {
        try (EmbeddedServer server = start(false)) {
            Caller caller = new Caller(server);
            var inputs = inputs(caller.upload(MAP))
                    .put("size", "512*768")
                    .put("num_inference_steps", 12)
                    .put("guidance_scale", 5)
                    .put("controlnet_conditioning_scale", 0.4)
                    .put("control_guidance_start", 0.1)
                    .put("control_guidance_end", 0.6)
                    .put("seed", 42)
                    .put("num_images", 2)
                    .put("output_format", "webp");
            inputs.putArray("loras").addObject().put("path", "a/b").put("scale", 1.5);
            JsonNode done = caller.ended(caller.submit(inputs));
            assertThat(done.path("outputs")).hasSize(2);
            assertThat(caller.download(done.path("outputs").path(1).asText()).body())
                    .isEqualTo(MAP);
            assertThat(done.path("outputs").path(1).asText()).endsWith("-1.webp");
        }
        assertThat(requests).singleElement().satisfies(r -> {
            assertThat(r.prompt()).isEqualTo("a quiet harbour");
            assertThat(r.controlImage()).isEqualTo(MAP);
            assertThat(r.size()).isEqualTo(new Size(512, 768));
            assertThat(List.of(r.steps(), r.numImages())).containsExactly(12, 2);
            assertThat(List.of(r.guidanceScale(), r.conditioningScale(), r.guidanceStart(), r.guidanceEnd()))
                    .containsExactly(5.0, 0.4, 0.1, 0.6);
            assertThat(r.loras()).containsExactly(new Lora("a/b", 1.5));
            assertThat(r.seed()).isEqualTo(42);
            assertThat(r.format()).isEqualTo(OutputFormat.WEBP);
        });
    }

    @Test
    void fillsTheDefaultsOfTheApiAndDrawsASeed() throws Exception {
        try (EmbeddedServer server = start(false)) {
            Caller caller = new Caller(server);
            String url = caller.upload(MAP);
            caller.ended(caller.submit(inputs(url)));
            caller.ended(caller.submit(inputs(url).put("seed", -1)));
        }
        assertThat(requests).hasSize(2).allSatisfy(r -> {
            assertThat(r.size()).isEqualTo(Size.DEFAULT);
            assertThat(r.steps()).isEqualTo(28);
            assertThat(List.of(r.guidanceScale(), r.conditioningScale(), r.guidanceStart(), r.guidanceEnd()))
                    .containsExactly(3.5, 0.7, 0.0, 0.8);
            assertThat(r.format()).isEqualTo(OutputFormat.JPEG);
        });
        assertThat(requests.get(0).seed()).isNotEqualTo(requests.get(1).seed());
    }

    @Test
    void findsAnUploadWhateverPortItsUrlNames() throws Exception {
        try (EmbeddedServer server = start(false)) {
            Caller caller = new Caller(server);
            String url = caller.upload(MAP).replaceFirst("127.0.0.1:\\d+", "localhost:1");
            assertThat(caller.ended(caller.submit(inputs(url))).path("status").asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void fetchesAControlImageFromElsewhereOnlyWhenAllowed() throws Exception {
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        elsewhere.createContext("/map.png", exchange -> {
            exchange.sendResponseHeaders(200, MAP.length);
            exchange.getResponseBody().write(MAP);
            exchange.close();
        });
        elsewhere.start();
        String base = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
        try (EmbeddedServer server = start(true)) {
            Caller caller = new Caller(server);
            assertThat(caller.ended(caller.submit(inputs(base + "/map.png")))
                            .path("status")
                            .asText())
                    .isEqualTo("completed");
            assertThat(error(caller, base + "/none.png")).endsWith("could not be fetched: HTTP 404");
            assertThat(error(caller, "file:///etc/hostname")).endsWith("not an http or https URL");
            assertThat(error(caller, "http://127.0.0.1:1/x.png")).contains("could not be fetched: ConnectException");
        } finally {
            elsewhere.stop(0);
        }
        try (EmbeddedServer server = start(false)) {
            assertThat(error(new Caller(server), base + "/map.png"))
                    .endsWith("this server fetches nothing from elsewhere");
        }
    }

    @Test
    void paintsPreviewsOfTheSizeAndFormatThatWereAskedFor() throws Exception {
        EmbeddedSettings settings =
                EmbeddedSettings.in(folder).withGenerationTime(Duration.ofMillis(10), Duration.ofMillis(10));
        try (EmbeddedServer server = EmbeddedServer.start(settings)) {
            Caller caller = new Caller(server);
            String url = caller.upload(TinyPicture.png("map"));
            for (OutputFormat format : OutputFormat.values()) {
                var inputs = inputs(url).put("size", "256*320").put("seed", 3).put("output_format", format.text());
                JsonNode done = caller.ended(caller.submit(inputs));
                Probe probe = Pictures.probe(
                        caller.download(done.path("outputs").path(0).asText()).body());
                assertThat(probe.mediaType()).isEqualTo(format.mediaType());
                assertThat(List.of(probe.width(), probe.height())).containsExactly(256, 320);
            }
        }
    }

    private static String error(Caller caller, String url) throws Exception {
        JsonNode failed = caller.ended(caller.submit(inputs(url)));
        assertThat(failed.path("code").asInt()).isEqualTo(1402);
        return failed.path("error").asText();
    }

    @Test
    void failsTheTaskWhenTheRendererCannotUseTheImage() throws Exception {
        Renderer picky = (request, errand) -> {
            throw new RenderFailed("control_image: is not a picture");
        };
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.in(folder), picky)) {
            Caller caller = new Caller(server);
            assertThat(error(caller, caller.upload(new byte[] {1, 2, 3}))).isEqualTo("control_image: is not a picture");
        }
    }

    @Test
    void flagsAPromptThatSaysSo() throws Exception {
        try (EmbeddedServer server = start(false)) {
            Caller caller = new Caller(server);
            JsonNode done =
                    caller.ended(caller.submit(inputs(caller.upload(MAP)).put("prompt", "something NSFW, really")));
            assertThat(done.path("has_nsfw_contents").path(0).asBoolean()).isTrue();
        }
    }
}
