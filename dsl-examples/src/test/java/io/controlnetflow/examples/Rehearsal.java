package io.controlnetflow.examples;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.embedded.render.Rendered;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.ledger.History;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.EngineSettings;
import io.controlnetflow.routes.engine.run.FlowPlace;
import io.controlnetflow.routes.engine.run.FlowRuns;
import io.controlnetflow.routes.engine.run.Flows;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The flows of a folder in a Camel context of their own, whose triggers rest, against a server that paints plain colours. What would go
 * to another server goes nowhere.
 */
final class Rehearsal implements AutoCloseable {
    private static final Set<String> OUTSIDE = Set.of("activemq6", "aws2-s3", "ftp", "http", "https", "sftp");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Path folder;

    /** @param state of the ledger */
    Rehearsal(Path folder, Path state, EmbeddedServer server) throws IOException {
        this.folder = folder;
        camel.getRegistry()
                .bind(
                        "settings",
                        EngineSettings.class,
                        EngineSettings.defaults(state)
                                .withApi(server.baseUrl(), "test-key")
                                .withPollFloor(Duration.ofMillis(50)));
        camel.getRegistry().bind("place", FlowPlace.class, new FlowPlace(folder, null));
        camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            String scheme = uri.replaceFirst(":.*", "");
            boolean trigger = camel.getRouteDefinitions().stream()
                    .anyMatch(route -> route.getInput().getEndpointUri().startsWith(scheme + ":"));
            return trigger || !OUTSIDE.contains(scheme) ? endpoint : new MockEndpoint(uri, camel.getComponent("mock"));
        });
        properties();
    }

    static EmbeddedServer server(Path books) {
        return EmbeddedServer.start(
                EmbeddedSettings.in(books).withGenerationTime(Duration.ofMillis(10), Duration.ofMillis(20)),
                (request, errand) -> plain(request));
    }

    /** The same request gives the same bytes, as what is chained behind wants it. */
    private static Rendered plain(RenderRequest request) {
        int colour = request.prompt().hashCode() + Arrays.hashCode(request.controlImage());
        List<byte[]> images = new ArrayList<>();
        for (int n = 0; n < request.numImages(); n++) {
            images.add(Encode.png(Picture.filled(16, 16, (int) (colour + 31 * (request.seed() + n)) & 0xffffff)));
        }
        return new Rendered(images);
    }

    private void properties() throws IOException {
        Properties properties = new Properties();
        Path file = folder.resolve("application.properties");
        if (Files.exists(file)) {
            try (Reader text = Files.newBufferedReader(file)) {
                properties.load(text);
            }
        }
        properties.setProperty("folder", folder.toString());
        properties.stringPropertyNames().stream()
                .filter(name -> !name.startsWith("controlnetflow."))
                .forEach(name -> camel.getPropertiesComponent().addInitialProperty(name, properties.getProperty(name)));
    }

    Rehearsal load(List<Path> files) throws Exception {
        for (Path file : files) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:" + file));
        }
        return this;
    }

    Rehearsal load(RoutesBuilder routes) throws Exception {
        camel.addRoutes(routes);
        return this;
    }

    Rehearsal start() {
        for (RouteDefinition route : camel.getRouteDefinitions()) {
            if (!route.getInput().getEndpointUri().startsWith("dag:")) {
                route.setAutoStartup("false");
            }
        }
        camel.start();
        return this;
    }

    /** Each route as Camel read it, in their order. */
    List<String> routes() {
        return camel.getRouteDefinitions().stream()
                .map(route -> route.getRouteId() + ": " + route.getInput() + " " + route.getOutputs())
                .toList();
    }

    Set<String> flows() {
        return Flows.of(camel).names();
    }

    Flow flow(String name) {
        return Flows.of(camel).get(name);
    }

    /** Runs the flow on the folder's first picture, says yes to all that asks, and tells each cell's job. */
    Map<String, String> run(String name) throws Exception {
        Map<String, Object> inputs = new TreeMap<>();
        for (var input : flow(name).spec().inputs().entrySet()) {
            if (input.getValue().type() == InputType.IMAGE) {
                inputs.put(input.getKey(), Examples.pictures(folder).get(0).toFile());
            }
        }
        return run(name, inputs);
    }

    Map<String, String> run(String name, Map<String, Object> inputs) throws Exception {
        Exchange started = camel.createProducerTemplate()
                .send("dag:" + name, ExchangePattern.InOnly, exchange -> exchange.getMessage()
                        .setBody(inputs));
        if (started.getException() != null) {
            throw started.getException();
        }
        String run = started.getMessage().getBody(String.class);
        Ledger ledger = Engine.of(camel).ledger();
        List<Runs.Cell> waiting;
        do {
            FlowRuns.of(camel).whenSettled(run).get(60, TimeUnit.SECONDS);
            waiting = ledger.history().approvals();
            waiting.forEach(cell -> ledger.runs().decide(cell.id(), true, "a test"));
        } while (!waiting.isEmpty());
        Map<String, String> jobs = new TreeMap<>();
        collect(ledger, run, jobs);
        return jobs;
    }

    private static void collect(Ledger ledger, String run, Map<String, String> jobs) {
        for (Runs.Cell cell : ledger.runs().cells(run)) {
            String key = cell.jobKey();
            jobs.put(cell.id(), cell.state() + (key == null ? "" : " " + key));
            if (key != null && ledger.runs().find(key).isPresent()) {
                collect(ledger, key, jobs);
            }
        }
    }

    /** What became of the cells of all flows, for a message. */
    List<String> problems() {
        History history = Engine.of(camel).ledger().history();
        return history.newest(20).stream()
                .flatMap(view ->
                        Engine.of(camel).ledger().runs().cells(view.run().plan().id()).stream())
                .filter(cell -> cell.problem() != null)
                .map(cell -> cell.id() + ": " + cell.problem())
                .toList();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
