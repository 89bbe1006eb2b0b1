package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.RequestFields;
import io.controlnetflow.core.job.Seeds;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.wire.Inputs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** An engine in a context of its own against an embedded server, both as the product runs them, only faster. */
public final class Bench implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(20);
    private final Path folder;
    private final EmbeddedServer server;
    private final EngineSettings settings;
    private CamelContext camel;

    public Bench(Path folder) {
        this(folder, UnaryOperator.identity(), UnaryOperator.identity());
    }

    public Bench(Path folder, UnaryOperator<EmbeddedSettings> provider, UnaryOperator<EngineSettings> engine) {
        this.folder = folder;
        server = EmbeddedServer.start(
                provider.apply(EmbeddedSettings.in(folder.resolve("provider"))
                        .withRenderless(true)
                        .withStrictFiles(true)
                        .withGenerationTime(Duration.ofMillis(50), Duration.ofMillis(200))),
                (request, errand) -> {
                    throw new UnsupportedOperationException("renderless");
                });
        settings = engine.apply(EngineSettings.defaults(folder.resolve("state"))
                .withApi(server.baseUrl(), "test-key")
                .withLimits(Account.Limits.NONE)
                .withPollFloor(Duration.ofMillis(100))
                .withPostTimeouts(Duration.ofMillis(1_500), Duration.ofSeconds(5))
                .withDoubt(Duration.ofMillis(300), OnDoubt.HOLD));
        camel = context(settings);
    }

    private static CamelContext context(EngineSettings settings) {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("settings", EngineSettings.class, settings);
        camel.start();
        return camel;
    }

    public EmbeddedServer server() {
        return server;
    }

    public CamelContext camel() {
        return camel;
    }

    public Engine engine() {
        return Engine.of(camel);
    }

    public Path folder() {
        return folder;
    }

    /** Ends the context and starts another one on the same state, as a restart of the program does. */
    public void restart() {
        camel.stop();
        camel = context(settings);
        engine();
    }

    /** A request for one picture, distinct by its prompt. */
    public JobRequest request(String prompt) {
        return request(prompt, 7);
    }

    /** A request for one picture with a map that is distinct by its number. */
    public JobRequest request(String prompt, int map) {
        try {
            Artifact artifact = engine().store().put(picture(map));
            GenerationRequest request = RequestFields.of("", Map.of("prompt", prompt, "size", "256*256"))
                    .resolve(
                            ControlKind.CANNY,
                            artifact.ref(),
                            new Seeds(engine().provider().identity(), GenerationRequest.MODEL, new Random(1)));
            ObjectNode inputs = Inputs.of(request);
            return new JobRequest(GenerationRequest.MODEL, inputs, prompt, "canny", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The job once it is settled. */
    public Jobs.Job settled(JobRequest request) {
        Jobs.Attached attached = engine().submit(request);
        return engine().whenSettled(attached.job().key())
                .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** A small PNG, distinct by its number. */
    public static byte[] picture(int number) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        image.setRGB(number % 64, (number / 64) % 64, 0xffffff);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        camel.stop();
        server.close();
    }
}
