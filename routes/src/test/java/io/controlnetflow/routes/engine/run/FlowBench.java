package io.controlnetflow.routes.engine.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.text.FlowReader;
import io.controlnetflow.core.dag.text.Reading;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Bench;
import io.controlnetflow.routes.engine.flow.FlowPlanner;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Runs flows that are given as text, all on the same state. */
public final class FlowBench implements AutoCloseable {
    /** A map, two pictures of it, and the better one. */
    public static final String SHOOT = """
            dag: shoot
            inputs:
              image: {type: image, required: true}
              prompt: {type: string, default: a red shoe}
            nodes:
              canny: {call: "control-map:canny", with: {image: "${image}", low: 100, high: 200, size: 256*256}}
              gen:
                matrix: {seed: [11, 22]}
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "${prompt}", control_image: "${canny}", seed: "${matrix.seed}", size: 256*256}
              best: {call: "pictures:pick-best", with: {images: "${gen[*].image}", by: sharpness}}
            outputs: {image: "${best}"}
            """;

    private final Bench bench;

    public FlowBench(Path folder) {
        this(new Bench(folder));
    }

    public FlowBench(Bench bench) {
        this.bench = bench;
    }

    public Bench bench() {
        return bench;
    }

    /** The flow of a text. */
    public static Flow read(String text) {
        if (FlowReader.read("flow.dag.yaml", text) instanceof Reading.Good good) {
            return good.flow();
        }
        throw new IllegalArgumentException(text);
    }

    /** Loads the file as a restarted program does. */
    public Flow restartWith(String text) throws Exception {
        bench.restart();
        Path file = Files.writeString(bench.folder().resolve("flow.dag.yaml"), text);
        PluginHelper.getRoutesLoader(bench.camel())
                .loadRoutes(ResourceHelper.resolveMandatoryResource(bench.camel(), "file:" + file));
        return Flows.of(bench.camel()).get("shoot");
    }

    /** A picture that is stored, as an input. */
    public ObjectNode picture(int number) throws Exception {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        paint.setColor(Color.WHITE);
        paint.fillOval(8 + number, 8, 40, 40);
        paint.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return FlowPlanner.picture(bench.engine().store().put(bytes.toByteArray()));
    }

    public ObjectNode inputs() throws Exception {
        ObjectNode inputs = JsonNodeFactory.instance.objectNode();
        inputs.set("image", picture(1));
        return inputs;
    }

    public Runs.Run start(Flow flow, ObjectNode inputs) throws Exception {
        return FlowRuns.of(bench.camel()).start(flow, inputs, null, "cat");
    }

    /** Runs the flow with the picture to its end. */
    public Runs.Run run(String text) throws Exception {
        return settled(start(read(text), inputs()));
    }

    public Runs.Run settled(Runs.Run run) throws Exception {
        return FlowRuns.of(bench.camel())
                .whenSettled(run.plan().id())
                .get(Bench.SOON.toSeconds(), TimeUnit.SECONDS)
                .run();
    }

    /** Every picture that was paid for. */
    public long paid() {
        return bench.server().audit().accepted();
    }

    public List<Runs.Cell> cells(Runs.Run run) {
        return bench.engine().ledger().runs().cells(run.plan().id()).stream()
                .filter(cell -> !cell.gate().isBarrier())
                .toList();
    }

    /** Cells that were neither reused nor waited for an older job, without the run's id. */
    public List<String> computed(Runs.Run run) {
        return names(run, cell -> !cell.reused());
    }

    public List<String> names(Runs.Run run, Predicate<Runs.Cell> which) {
        return cells(run).stream()
                .filter(which)
                .map(cell -> cell.id().substring(run.plan().id().length() + 1))
                .toList();
    }

    public String cell(Runs.Run run, String name) {
        return run.plan().id() + "/" + name;
    }

    @Override
    public void close() {
        bench.close();
    }
}
