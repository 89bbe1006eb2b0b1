package io.controlnetflow.routes.engine.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.BuiltIn;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.plan.Plan;
import io.controlnetflow.core.dag.plan.RunId;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Fit;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Lora;
import io.controlnetflow.core.job.OutputFormat;
import io.controlnetflow.core.job.RequestFields;
import io.controlnetflow.core.job.Seeds;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.routes.engine.UnknownModel;
import io.controlnetflow.routes.engine.flow.CellRows;
import io.controlnetflow.routes.engine.flow.FlowPlanner;
import io.controlnetflow.routes.engine.flow.NodeModels;
import io.controlnetflow.routes.engine.flow.PlanPrice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes a run of a drop: which flow, which inputs, which cells. Pure but for a drawn seed. */
public final class DropPlanner {
    private static final String ANY_MAP = "sha256:" + "0".repeat(64);

    private final String provider;
    private final RandomGenerator random;
    private final PlanPrice.Pricing pricing;
    private final NodeModels models;

    public DropPlanner(String provider, RandomGenerator random, PlanPrice.Pricing pricing, NodeModels models) {
        this.models = models;
        this.pricing = pricing;
        this.provider = provider;
        this.random = random;
    }

    /** What all runs of a flow have in common. */
    private record Pattern(Flow flow, String snapshot, String canonical, Plan plan) {
        static Pattern of(Flow flow) {
            return new Pattern(flow, flow.snapshot().toString(), Inputs.canonical(flow.snapshot()), Plan.of(flow));
        }
    }

    private static final int PATTERNS = 100;

    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    /**
     * A run to be opened.
     *
     * @param pictures that will come out
     * @param price at least, USD
     * @param unknown set when the provider does not know the model: nothing new can be made, what is finished is still there
     */
    record Made(
            Runs.NewRun run,
            List<Runs.NewCell> cells,
            int pictures,
            BigDecimal price,
            @Nullable UnknownModel unknown) {
        DropTask.Expected expected() {
            return new DropTask.Expected(CellRows.count(cells), pictures, price);
        }
    }

    private record Price(
            int pictures, BigDecimal usd, @Nullable UnknownModel unknown) {}

    /**
     * Plans a dropped photograph.
     *
     * @param path of the drop, relative to its inbox
     * @param image the picture as a value
     * @param fields what holds for it, every layer in place
     * @throws io.controlnetflow.core.job.InvalidField when the fields make no request; nothing is paid for then
     */
    Made photograph(String path, ObjectNode image, RequestFields fields, ControlKind kind, String model, String batch) {
        ControlKind asked = fields.controlKind().orElse(kind);
        String id = fields.model().orElse(model);
        Price price = price(asked, id, fields, path);
        boolean byModel = namesModel(asked, fields);
        Pattern pattern =
                pattern(asked + " " + id + (byModel ? " by model" : ""), () -> BuiltIn.hotFolder(asked, id, byModel));
        ObjectNode inputs = inputs(path, pattern.flow, fields);
        inputs.set(BuiltIn.IMAGE, image);
        noteModel(inputs, pattern.flow, fields);
        return made(pattern, inputs, fields, batch, path, price);
    }

    private static boolean namesModel(ControlKind kind, RequestFields fields) {
        Optional<String> model = fields.value(BuiltIn.CONTROL_MODEL, String.class);
        if (model.isPresent()
                && kind != ControlKind.POSE
                && kind != ControlKind.DEPTH
                && kind != ControlKind.SOFT_EDGE) {
            throw new InvalidField(
                            BuiltIn.CONTROL_MODEL,
                            model.get(),
                            "has no meaning for " + kind.text() + " maps",
                            "pose, depth and soft-edge maps are made by models")
                    .in(fields.origin(BuiltIn.CONTROL_MODEL));
        }
        return model.isPresent();
    }

    private void noteModel(ObjectNode inputs, Flow flow, RequestFields fields) {
        Node map = flow.node(BuiltIn.MAP).orElseThrow();
        ObjectNode with = JsonNodeFactory.instance.objectNode();
        fields.value(BuiltIn.CONTROL_MODEL, String.class).ifPresent(model -> with.put("model", model));
        FlowPlanner.note(inputs, map, models.of(map, with));
    }

    /** Plans a job file, whose control image is a finished map: a URL as text, or a stored picture. */
    Made jobFile(String path, JsonNode map, RequestFields fields, String model, String batch) {
        String id = fields.model().orElse(model);
        Price price = price(fields.controlKind().orElse(ControlKind.NONE), id, fields, path);
        Pattern pattern = pattern(id, () -> BuiltIn.jobFile(id));
        ObjectNode inputs = inputs(path, pattern.flow, fields);
        inputs.set(BuiltIn.CONTROL_IMAGE, map);
        return made(pattern, inputs, fields, batch, path, price);
    }

    private Price price(ControlKind kind, String model, RequestFields fields, String path) {
        ObjectNode inputs = Inputs.of(fields.resolve(kind, ANY_MAP, new Seeds(provider, model, random)));
        try {
            return new Price(pricing.pictures(model, inputs), pricing.of(model, inputs), null);
        } catch (UnknownModel e) {
            return new Price(pricing.pictures(model, inputs), BigDecimal.ZERO, e.in(path));
        }
    }

    /** Kept by its name, so that thousands of drops of a kind do not check the same flow anew. */
    private Pattern pattern(String name, Supplier<Flow> flow) {
        if (patterns.size() > PATTERNS) {
            patterns.clear();
        }
        return patterns.computeIfAbsent(name, unknown -> Pattern.of(flow.get()));
    }

    private Made made(
            Pattern pattern, ObjectNode inputs, RequestFields fields, String batch, String path, Price price) {
        String id = RunId.of(provider, pattern.canonical, inputs);
        // the id holds the -1 as it was asked for; the run keeps what was drawn, so the same drop stays the same run
        fields.drawSeed(random).seed().ifPresent(seed -> inputs.put("seed", seed));
        return new Made(
                new Runs.NewRun(id, pattern.flow.name(), pattern.snapshot, inputs.toString(), batch, path),
                CellRows.of(id, pattern.flow, pattern.plan),
                price.pictures,
                price.usd,
                price.unknown);
    }

    private static ObjectNode inputs(String path, Flow flow, RequestFields fields) {
        ObjectNode inputs = JsonNodeFactory.instance.objectNode();
        inputs.put(BuiltIn.SOURCE, path);
        for (String name : fields.names()) {
            if (flow.inputs().containsKey(name) && !name.equals(BuiltIn.CONTROL_IMAGE)) {
                inputs.set(name, json(fields.value(name, Object.class).orElseThrow()));
            }
        }
        return inputs;
    }

    private static JsonNode json(Object value) {
        if (value instanceof List<?> items) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (Object item : items) {
                if (item instanceof Lora lora) {
                    list.addObject().put("path", lora.path()).put("scale", lora.scale());
                }
            }
            return list;
        }
        if (value instanceof Integer whole) {
            return JsonNodeFactory.instance.numberNode(whole);
        }
        if (value instanceof Double number) {
            return JsonNodeFactory.instance.numberNode(number);
        }
        if (value instanceof Boolean flag) {
            return JsonNodeFactory.instance.booleanNode(flag);
        }
        if (value instanceof OutputFormat format) {
            return JsonNodeFactory.instance.textNode(format.text());
        }
        if (value instanceof Fit fit) {
            return JsonNodeFactory.instance.textNode(fit.text());
        }
        return JsonNodeFactory.instance.textNode(value.toString());
    }
}
