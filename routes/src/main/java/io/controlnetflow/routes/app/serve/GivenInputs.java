package io.controlnetflow.routes.app.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.text.InputText;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.console.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person gives to flows: inputs by name, and request fields, which fill inputs of the same name.
 *
 * @param named as in {@code --input NAME=VALUE}
 * @param fields in the API's words, from wherever they were set
 * @param typed those of the fields that are options of this very command
 */
public record GivenInputs(Map<String, String> named, ObjectNode fields, Set<String> typed) {
    public GivenInputs {
        named = Map.copyOf(named);
        fields = fields.deepCopy();
        typed = Set.copyOf(typed);
    }

    /**
     * The inputs of one flow: texts and values; pictures as the paths of files, or as addresses.
     *
     * @throws Refusal for a picture that is not there
     */
    Map<String, Object> of(FlowSpec spec) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, Input> one : spec.inputs().entrySet()) {
            String name = one.getKey();
            String text = named.get(name);
            if (text == null && fields.hasNonNull(name)) {
                text = fields.path(name).asText();
            }
            if (text != null) {
                inputs.put(name, value(name, one.getValue().type(), text));
            }
        }
        return inputs;
    }

    private static Object value(String name, InputType type, String text) {
        if (type != InputType.IMAGE) {
            return read(name, type, text);
        }
        if (text.matches("https?://.*")) {
            return text;
        }
        Path file = Path.of(text).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new Refusal("--input: " + name + "=" + text + " is " + (Files.exists(file) ? "no file" : "not there")
                    + "; name a picture, or give its http address");
        }
        return file;
    }

    private static JsonNode read(String name, InputType type, String text) {
        try {
            return InputText.read(type, text);
        } catch (InvalidFlow e) {
            throw new Refusal("--input: " + name + "=" + text + " is not " + type.what() + ": " + e.getMessage());
        }
    }

    /**
     * Refuses what nobody takes.
     *
     * @param flows of the place
     * @param fieldsAreUsed whether something else than these takes request fields
     */
    void check(Collection<FlowSpec> flows, boolean fieldsAreUsed) {
        Set<String> known = new TreeSet<>();
        flows.forEach(flow -> known.addAll(flow.inputs().keySet()));
        named.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Refusal("--input: " + name + unknown(name, known));
                });
        if (!fieldsAreUsed) {
            typed.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
                throw new Refusal("--" + name.replace('_', '-') + unknown(name, known));
            });
        }
    }

    private static String unknown(String name, Set<String> known) {
        @Nullable String hint = Suggestion.nearest(name, known).orElse(null);
        return " is no input of a flow here; "
                + (hint != null
                        ? "did you mean " + hint + "?"
                        : known.isEmpty() ? "they have none" : "they have " + String.join(", ", known));
    }
}
