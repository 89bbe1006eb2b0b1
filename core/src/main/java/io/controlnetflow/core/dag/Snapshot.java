package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a flow in the words of the format. What is not said is not written, so that new words leave old runs' ids alone. */
final class Snapshot {
    private Snapshot() {}

    static ObjectNode of(Flow flow) {
        ObjectNode json = head(flow.spec());
        ObjectNode nodes = json.putObject("nodes");
        flow.nodes().forEach(node -> node(nodes.putObject(node.id()), node));
        return outputs(json, flow.spec());
    }

    /** What is said of the flow as a whole. */
    static ObjectNode of(FlowSpec spec) {
        return outputs(head(spec), spec);
    }

    /** A node's words. */
    static ObjectNode of(Node node) {
        ObjectNode json = object();
        node(json, node);
        return json;
    }

    private static ObjectNode head(FlowSpec spec) {
        ObjectNode json = object();
        json.put("dag", spec.name()).put("version", spec.version());
        ObjectNode inputs = json.putObject("inputs");
        spec.inputs().forEach((name, input) -> {
            ObjectNode one =
                    inputs.putObject(name).put("type", input.type().text()).put("required", input.required());
            if (input.fallback() != null) {
                one.set("default", input.fallback());
            }
        });
        if (!spec.triggers().isEmpty()) {
            ArrayNode triggers = json.putArray("triggers");
            spec.triggers().forEach(trigger -> triggers.add(trigger(trigger)));
        }
        if (!spec.limits().equals(Limits.NONE)) {
            limits(json.putObject("limits"), spec.limits());
        }
        if (!spec.defaults().equals(Rules.NONE)) {
            rules(json.putObject("defaults"), spec.defaults());
        }
        return json;
    }

    private static ObjectNode outputs(ObjectNode json, FlowSpec spec) {
        if (!spec.outputs().isEmpty()) {
            json.putObject("outputs").setAll(spec.outputs());
        }
        return json;
    }

    private static ObjectNode trigger(Trigger trigger) {
        ObjectNode json = object();
        if (trigger instanceof Trigger.Folder folder) {
            ObjectNode words = json.putObject("folder").put("path", folder.path());
            text(words, "outbox", folder.outbox());
            text(words, "accept", folder.accept());
            words.put("sidecar", folder.sidecar().name().toLowerCase(Locale.ROOT));
            text(words, "wait", folder.patience() == null ? null : Durations.text(folder.patience()));
        } else if (trigger instanceof Trigger.Cron cron) {
            given(json.putObject("cron").put("schedule", cron.schedule()), cron.inputs());
        } else if (trigger instanceof Trigger.Http http) {
            json.putObject("http").put("path", http.path());
        } else if (trigger instanceof Trigger.Uri uri) {
            given(json.putObject("uri").put("from", uri.from()), uri.inputs());
        }
        return json;
    }

    private static void given(ObjectNode words, ObjectNode inputs) {
        if (!inputs.isEmpty()) {
            words.set("inputs", inputs);
        }
    }

    private static void limits(ObjectNode json, Limits limits) {
        BigDecimal run = limits.run();
        BigDecimal day = limits.day();
        if (run != null || day != null) {
            ObjectNode budget = json.putObject("budget");
            if (run != null) {
                budget.put("run", run);
            }
            if (day != null) {
                budget.put("day", day);
            }
        }
        if (limits.cells() != Limits.CELLS) {
            json.put("cells", limits.cells());
        }
    }

    private static void node(ObjectNode json, Node node) {
        if (node.body() instanceof Body.Call call) {
            json.put("call", call.uri());
        } else if (node.body() instanceof Body.Steps steps) {
            json.set("steps", steps.steps());
        } else if (node.body() instanceof Body.Approve approve) {
            ObjectNode words = json.putObject("approve");
            text(words, "show", approve.show());
            if (approve.timeout() != null) {
                words.put("timeout", Durations.text(approve.timeout()))
                        .put("otherwise", approve.otherwise().name().toLowerCase(Locale.ROOT));
            }
            text(words, "tell", approve.tell());
        }
        json.set("with", node.with());
        if (!node.needs().isEmpty()) {
            node.needs().forEach(json.putArray("needs")::add);
        }
        if (!node.matrix().isEmpty()) {
            matrix(json.putObject("matrix"), node.matrix());
        }
        if (node.each() != null) {
            json.set("each", node.each().json());
        }
        rules(json, node.rules());
    }

    private static void matrix(ObjectNode json, Matrix matrix) {
        matrix.axes().forEach((name, source) -> json.set(name, source.json()));
        points(json, Matrix.INCLUDE, matrix.include());
        points(json, Matrix.EXCLUDE, matrix.exclude());
    }

    private static void points(ObjectNode json, String word, List<Map<String, JsonNode>> points) {
        if (!points.isEmpty()) {
            ArrayNode list = json.putArray(word);
            points.forEach(point -> list.addObject().setAll(point));
        }
    }

    private static void rules(ObjectNode json, Rules rules) {
        Join join = rules.join();
        if (join instanceof Join.Count count) {
            json.putObject("join").put("n", count.n());
        } else if (join != null) {
            json.put("join", join.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        }
        text(json, "when", rules.when());
        Retry retry = rules.retry();
        if (retry != null) {
            json.putObject("retry").put("max", retry.max()).put("backoff", retry.backoff());
        }
        text(json, "timeout", rules.timeout() == null ? null : Durations.text(rules.timeout()));
        flag(json, "cache", rules.cache());
        flag(json, "optional", rules.optional());
        flag(json, "publish", rules.publish());
        flag(json, "repeatable", rules.repeatable());
    }

    private static void text(ObjectNode json, String word, @Nullable String value) {
        if (value != null) {
            json.put(word, value);
        }
    }

    private static void flag(ObjectNode json, String word, @Nullable Boolean value) {
        if (value != null) {
            json.put(word, value);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
