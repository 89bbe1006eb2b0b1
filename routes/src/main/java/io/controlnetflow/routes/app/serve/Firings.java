package io.controlnetflow.routes.app.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.InputCheck;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Trigger;
import io.controlnetflow.core.dag.text.InputText;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.routes.component.dag.FlowInputs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.folder.StartedRuns;
import io.controlnetflow.routes.engine.run.FlowRuns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** What one firing of each timetable, request and message would start, as far as its inputs are known before it comes. */
final class Firings {
    private final CamelContext camel;
    private final GivenInputs given;
    private final List<StartedRuns.Wanted> known = new ArrayList<>();
    private final List<String> open = new ArrayList<>();

    private Firings(CamelContext camel, GivenInputs given) {
        this.camel = camel;
        this.given = given;
    }

    /** Whether something else than a folder starts runs of the flow. */
    static boolean has(Flow flow) {
        return flow.spec().triggers().stream().anyMatch(trigger -> !(trigger instanceof Trigger.Folder));
    }

    /** @param given stands for what a request or a message brings */
    static Firings of(CamelContext camel, GivenInputs given) throws IOException {
        Firings firings = new Firings(camel, given);
        for (Flow flow : new FlowsHere(camel).all()) {
            for (Trigger trigger : flow.spec().triggers()) {
                firings.look(flow, trigger);
            }
        }
        return firings;
    }

    /** Those whose inputs are known. */
    List<StartedRuns.Wanted> known() {
        return known;
    }

    /** A sentence for each of the others. */
    List<String> open() {
        return open;
    }

    private void look(Flow flow, Trigger trigger) throws IOException {
        if (trigger instanceof Trigger.Cron cron) {
            look(flow, "a firing of cron " + cron.schedule(), cron.inputs());
        } else if (trigger instanceof Trigger.Http http) {
            look(flow, "a request to " + http.path(), JsonNodeFactory.instance.objectNode());
        } else if (trigger instanceof Trigger.Uri uri) {
            String from = URISupport.sanitizeUri(uri.from()).replaceFirst("\\?.*", "");
            look(flow, "a message from " + from, uri.inputs());
        }
    }

    private void look(Flow flow, String what, ObjectNode fixed) throws IOException {
        FlowSpec spec = flow.spec();
        Map<String, Object> said = new LinkedHashMap<>(given.of(spec));
        for (Map.Entry<String, JsonNode> one : fixed.properties()) {
            said.put(one.getKey(), value(spec.inputs().get(one.getKey()), one.getValue()));
        }
        String missing = spec.inputs().entrySet().stream()
                .filter(input -> input.getValue().required() && !said.containsKey(input.getKey()))
                .map(input -> "--input " + input.getKey() + "="
                        + (input.getValue().type() == InputType.IMAGE ? "FILE" : "VALUE"))
                .collect(Collectors.joining(" "));
        if (!missing.isEmpty()) {
            open.add("dag:" + flow.name() + ": " + what + ": its inputs are not known before; see one by " + missing);
            return;
        }
        ObjectNode inputs = FlowInputs.of(spec, camel, Engine.of(camel).store(), said);
        List<Problem> problems = InputCheck.problems(spec, inputs);
        if (!problems.isEmpty()) {
            throw new InvalidFlow("dag:" + flow.name() + ": " + what, problems);
        }
        known.add(new StartedRuns.Wanted(flow, inputs, what));
    }

    /** As the trigger's route will read it. */
    private Object value(@Nullable Input input, JsonNode written) {
        InputType type = input == null ? InputType.STRING : input.type();
        JsonNode value = written.isTextual()
                ? InputText.ofOption(type, camel.resolvePropertyPlaceholders(written.textValue()))
                : written;
        boolean file = type == InputType.IMAGE
                && value instanceof TextNode
                && !value.textValue().matches("https?://.*");
        return file ? FlowRuns.home(camel).resolve(value.textValue()) : value;
    }
}
