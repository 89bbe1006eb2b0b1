package io.controlnetflow.routes.engine.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.folder.FolderInputs;
import io.controlnetflow.core.folder.Found;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.core.ledger.Drops;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.UnknownModel;
import io.controlnetflow.routes.engine.flow.FlowPlanner;
import io.controlnetflow.routes.engine.flow.Items;
import io.controlnetflow.routes.engine.flow.PlanPrice;
import io.controlnetflow.routes.engine.run.RunWorks;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes runs of a flow of drops: the picture is the flow's picture, and the files beside it say its other inputs. Thread-safe. */
final class FlowDrops {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FolderSpec spec;
    private final Supplier<Flow> flows;
    private final FlowPlanner planner;
    private final Engine engine;
    private final Items items;
    private final PicturePrompt prompt;

    /** @param flows the flow as it is now */
    FlowDrops(
            FolderSpec spec,
            Supplier<Flow> flows,
            FlowPlanner planner,
            Engine engine,
            PicturePrompt prompt,
            Path home) {
        this.spec = spec;
        this.flows = flows;
        this.planner = planner;
        this.engine = engine;
        this.prompt = prompt;
        this.items = new Items(home, engine.store());
    }

    DropPlanner.Made plan(Found found, Drops.Drop drop, String batch, FolderSpec.Sidecars sidecars) throws IOException {
        Flow flow = flows.get();
        if (!(found instanceof Found.PictureDrop picture)) {
            throw new IllegalArgumentException(found.path() + ": is a job file, and dag:" + flow.name()
                    + " takes pictures; put a picture there, or the job file into a folder without a flow");
        }
        FolderReader.requireSidecar(picture, sidecars);
        Artifact bytes = engine.store()
                .find(drop.file().sha256())
                .orElseThrow(() -> new IOException(picture.path() + ": its bytes are gone from the state folder"));
        ObjectNode inputs = inputs(flow, picture, bytes);
        inputs.set(image(flow, picture), FlowPlanner.picture(bytes));
        FlowPlanner.Made made;
        try {
            made = planner.plan(new FlowPlanner.Asked(flow, inputs, batch, picture.path()), items);
        } catch (io.controlnetflow.core.dag.InvalidFlow e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        @Nullable UnknownModel unknown = null;
        PlanPrice price;
        try {
            price = RunWorks.of(engine).prices().of(flow, made.plan(), inputs);
        } catch (UnknownModel e) {
            unknown = e.in(picture.path());
            price = new PlanPrice(0, BigDecimal.ZERO);
        }
        return new DropPlanner.Made(
                made.opening().run(), made.opening().cells(), price.pictures(), price.usd(), unknown);
    }

    private ObjectNode inputs(Flow flow, Found.PictureDrop picture, Artifact bytes) throws IOException {
        ObjectNode inputs = spec.defaults();
        Map<String, FolderInputs.Said> said =
                FolderInputs.of(spec.inbox(), picture, prompt.inputs(flow, picture.path(), bytes));
        for (Map.Entry<String, FolderInputs.Said> one : said.entrySet()) {
            Input input = flow.inputs().get(one.getKey());
            JsonNode value = JSON.valueToTree(one.getValue().value());
            if (input == null) {
                throw new InvalidField(
                                one.getKey(),
                                value,
                                "is no input of dag:" + flow.name(),
                                Suggestion.hint(one.getKey(), flow.inputs().keySet()))
                        .in(one.getValue().file());
            }
            inputs.set(one.getKey(), input.type().read(value));
        }
        return inputs;
    }

    /** The input that a dropped picture is: the required one, or the only one. */
    private static String image(Flow flow, Found.PictureDrop picture) {
        List<Map.Entry<String, Input>> images = flow.inputs().entrySet().stream()
                .filter(input -> input.getValue().type() == InputType.IMAGE)
                .toList();
        return images.stream()
                .filter(input -> input.getValue().required())
                .findFirst()
                .or(() -> images.stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException(picture.path() + ": dag:" + flow.name()
                        + " has no input of type image; give it one, as in inputs: {image: {type: image}}"))
                .getKey();
    }
}
