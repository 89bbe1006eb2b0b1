package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.word.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a flow of JSON in the words of the format, and gathers everything that is wrong with it. */
final class FlowParts {
    private final List<Problem> problems = new ArrayList<>();

    private FlowParts() {}

    static Flow read(JsonNode json) {
        String name = json.path("dag").asText();
        List<Problem> shapes = Words.FLOW.problems(json);
        if (!shapes.isEmpty()) {
            throw new InvalidFlow(name, shapes);
        }
        return new FlowParts().flow(name, json);
    }

    /** @throws InvalidFlow with everything that is wrong with the words of one flow without its nodes */
    static FlowSpec spec(JsonNode json) {
        String name = json.path("dag").asText();
        List<Problem> shapes = Words.SPEC.problems(json);
        if (!shapes.isEmpty()) {
            throw new InvalidFlow(name, shapes);
        }
        FlowParts parts = new FlowParts();
        Optional<FlowSpec> spec = parts.head(name, json);
        parts.refuse(name);
        return spec.orElseThrow();
    }

    /** @throws InvalidFlow with everything that is wrong with the words of one node; paths begin at the word */
    static Node node(String id, Body body, JsonNode json) {
        List<Problem> shapes = Words.NODE.problems(json);
        if (!shapes.isEmpty()) {
            throw new InvalidFlow("", shapes);
        }
        FlowParts parts = new FlowParts();
        Optional<Node> node = parts.node("", id, parts.part("", () -> body(body, json)), json);
        parts.refuse("");
        return node.orElseThrow();
    }

    private void refuse(String name) {
        if (!problems.isEmpty()) {
            throw new InvalidFlow(name, problems);
        }
    }

    private Flow flow(String name, JsonNode json) {
        List<Node> nodes = new ArrayList<>();
        Optional<FlowSpec> spec = head(name, json);
        each(json, "nodes", (key, value) -> {
            String path = "nodes." + key;
            node(path, key, part(path, () -> body(value)), value).ifPresent(nodes::add);
        });
        refuse(name);
        return new Flow(spec.orElseThrow(), nodes);
    }

    private Optional<FlowSpec> head(String name, JsonNode json) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        each(json, "inputs", (key, value) -> input(value).ifPresent(input -> inputs.put(key, input)));
        List<Trigger> triggers = new ArrayList<>();
        for (JsonNode trigger : json.path("triggers")) {
            String path = "triggers[" + triggers.size() + "]";
            triggers.add(part(path, () -> trigger(trigger)).orElseGet(() -> new Trigger.Http("/")));
        }
        Limits limits = part("limits", () -> limits(json.path("limits"))).orElse(Limits.NONE);
        Rules defaults = rules("defaults", json.path("defaults"));
        Map<String, JsonNode> outputs = new LinkedHashMap<>();
        each(json, "outputs", outputs::put);
        return part(
                "",
                () -> new FlowSpec(name, json.path("version").asInt(1), inputs, triggers, limits, defaults, outputs));
    }

    private interface Entry {
        void read(String key, JsonNode value);
    }

    private void each(JsonNode json, String word, Entry entry) {
        json.path(word)
                .properties()
                .forEach(e -> part(word + "." + e.getKey(), () -> {
                    entry.read(e.getKey(), e.getValue());
                    return true;
                }));
    }

    private <T> Optional<T> part(String path, Supplier<T> made) {
        try {
            return Optional.of(made.get());
        } catch (InvalidFlow e) {
            e.problems().forEach(p -> problems.add(p.under(path)));
            return Optional.empty();
        }
    }

    private static Optional<Input> input(JsonNode json) {
        return Optional.of(new Input(
                InputType.of(json.path("type").asText()), json.path("required").asBoolean(), json.get("default")));
    }

    private static Trigger trigger(JsonNode json) {
        Map.Entry<String, JsonNode> only = json.properties().iterator().next();
        JsonNode value = only.getValue();
        try {
            return switch (only.getKey()) {
                case "folder" ->
                    new Trigger.Folder(
                            word(value, "path"),
                            textOf(value, "outbox"),
                            textOf(value, "accept"),
                            Trigger.Sidecar.valueOf(
                                    value.path("sidecar").asText("optional").toUpperCase(Locale.ROOT)),
                            duration(value, "wait"));
                case "cron" -> new Trigger.Cron(word(value, "schedule"), object(value.path("inputs")));
                case "http" -> new Trigger.Http(word(value, "path"));
                default -> new Trigger.Uri(word(value, "from"), object(value.path("inputs")));
            };
        } catch (InvalidFlow e) {
            throw new InvalidFlow(
                    "", e.problems().stream().map(p -> p.under(only.getKey())).toList());
        }
    }

    /** The short form of a trigger is its most important word alone. */
    private static String word(JsonNode value, String name) {
        return value.isTextual() ? value.textValue() : value.path(name).asText();
    }

    private static Limits limits(JsonNode json) {
        JsonNode budget = json.path("budget");
        return new Limits(
                usd(budget, "run"), usd(budget, "day"), json.path("cells").asInt(Limits.CELLS));
    }

    private static @Nullable BigDecimal usd(JsonNode budget, String word) {
        JsonNode value = budget.get(word);
        return value == null ? null : new BigDecimal(value.asText());
    }

    private Optional<Node> node(String path, String id, Optional<Body> body, JsonNode json) {
        Optional<Matrix> matrix = part(Problem.join(path, "matrix"), () -> matrix(json.path("matrix")));
        Optional<Source> each = json.has("each")
                ? part(path, () -> Source.ofEach(json.path("each").asText()))
                : Optional.empty();
        Rules rules = rules(path, json);
        List<String> needs = new ArrayList<>();
        json.path("needs").forEach(need -> needs.add(need.asText()));
        try {
            return Optional.of(new Node(
                    id,
                    body.orElseGet(Body.Route::new),
                    object(json.path("with")),
                    needs,
                    matrix.orElse(Matrix.NONE),
                    each.orElse(null),
                    rules));
        } catch (InvalidFlow e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private static Body body(Body given, JsonNode json) {
        Body said = body(json);
        return said instanceof Body.Route ? given : said;
    }

    private static Body body(JsonNode json) {
        List<String> said =
                List.of("call", "steps", "approve").stream().filter(json::has).toList();
        if (said.size() > 1) {
            throw new InvalidFlow(
                    said.get(1), "is a second body beside " + said.get(0) + "; put it into a node of its own");
        }
        if (json.has("call")) {
            return new Body.Call(json.path("call").asText());
        }
        if (json.path("steps") instanceof ArrayNode steps) {
            return new Body.Steps(steps);
        }
        if (!json.has("approve")) {
            return new Body.Route();
        }
        JsonNode approve = json.path("approve");
        if (approve.has("otherwise") && !approve.has("timeout")) {
            throw new InvalidFlow("approve.otherwise", "has no meaning without approve.timeout; give one, as in 24h");
        }
        return new Body.Approve(
                textOf(approve, "show"),
                duration(approve, "timeout"),
                Body.Otherwise.valueOf(
                        approve.path("otherwise").asText("reject").toUpperCase(Locale.ROOT)),
                textOf(approve, "tell"));
    }

    private Matrix matrix(JsonNode json) {
        Map<String, Source> axes = new LinkedHashMap<>();
        json.properties().forEach(e -> {
            if (!e.getKey().equals(Matrix.INCLUDE) && !e.getKey().equals(Matrix.EXCLUDE)) {
                axes.put(e.getKey(), axis(e.getKey(), e.getValue()));
            }
        });
        return new Matrix(axes, points(json.path(Matrix.INCLUDE)), points(json.path(Matrix.EXCLUDE)));
    }

    private static Source axis(String name, JsonNode value) {
        try {
            return Source.ofMatrix(value);
        } catch (InvalidFlow e) {
            throw new InvalidFlow(
                    "", e.problems().stream().map(p -> p.under(name)).toList());
        }
    }

    private static List<Map<String, JsonNode>> points(JsonNode json) {
        List<Map<String, JsonNode>> points = new ArrayList<>();
        json.forEach(point -> {
            Map<String, JsonNode> values = new LinkedHashMap<>();
            point.properties().forEach(e -> values.put(e.getKey(), e.getValue()));
            points.add(values);
        });
        return points;
    }

    private Rules rules(String path, JsonNode json) {
        Optional<Retry> retry = json.has("retry")
                ? part(Problem.join(path, "retry"), () -> retry(json.path("retry")))
                : Optional.empty();
        return part(
                        path,
                        () -> new Rules(
                                join(json.path("join")),
                                textOf(json, "when"),
                                retry.orElse(null),
                                duration(json, "timeout"),
                                flag(json, "cache"),
                                flag(json, "optional"),
                                flag(json, "publish"),
                                flag(json, "repeatable")))
                .orElse(Rules.NONE);
    }

    private static Retry retry(JsonNode json) {
        int max = json.path("max").asInt();
        return json.has("backoff")
                ? Retry.of(max, json.path("backoff").asText().strip())
                : new Retry(max, Retry.FIRST, Retry.LONGEST);
    }

    private static @Nullable Join join(JsonNode json) {
        if (json.isMissingNode()) {
            return null;
        }
        return switch (json.asText()) {
            case "all" -> new Join.All();
            case "settled" -> new Join.Settled();
            case "any" -> new Join.Any();
            default -> new Join.Count(json.path("n").asInt());
        };
    }

    private static @Nullable Duration duration(JsonNode json, String word) {
        return json.has(word) ? Durations.of(json.path(word).asText()) : null;
    }

    private static @Nullable String textOf(JsonNode json, String word) {
        return json.has(word) ? json.path(word).asText() : null;
    }

    private static @Nullable Boolean flag(JsonNode json, String word) {
        return json.has(word) ? json.path(word).asBoolean() : null;
    }

    private static ObjectNode object(JsonNode json) {
        return json instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }
}
