package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map whose keys are known words.
 *
 * @param what with its article, as in "a node"
 * @param words in the order that a person would write them
 * @param one true when it holds exactly one of them
 * @param slips what people write who think of another format, and the word that they mean
 */
public record Struct(String what, List<Word> words, boolean one, Map<String, String> slips) implements Shape {
    public Struct {
        words = List.copyOf(words);
        slips = Map.copyOf(slips);
    }

    public Struct(String what, Word... words) {
        this(what, List.of(words), false, Map.of());
    }

    /** Exactly one of the words. */
    public static Struct oneOf(String what, Word... words) {
        return new Struct(what, List.of(words), true, Map.of());
    }

    @Override
    public boolean resembles(JsonNode value) {
        return value.isObject();
    }

    @Override
    public void inspect(String path, JsonNode value, List<Problem> into) {
        value.properties().forEach(e -> find(e.getKey())
                .ifPresentOrElse(
                        word -> word.shape().check(Problem.join(path, e.getKey()), e.getValue(), into),
                        () -> into.add(unknown(path, e.getKey()))));
        words.stream()
                .filter(word -> word.required() && !value.has(word.name()))
                .forEach(word -> into.add(new Problem(
                        path, "misses " + word.name() + ", " + word.shape().what())));
        if (one && value.size() != 1) {
            into.add(new Problem(path, "holds " + value.size() + " words; write one of " + String.join(", ", names())));
        }
    }

    private Problem unknown(String path, String key) {
        String slip = slips.get(key);
        String hint = slip == null ? Suggestion.hint(key, names()) : "did you mean " + slip + "?";
        return new Problem(
                Problem.join(path, key),
                "is no word of " + what + "; " + (hint.isEmpty() ? "known are " + String.join(", ", names()) : hint));
    }

    private Optional<Word> find(String name) {
        return words.stream().filter(word -> word.name().equals(name)).findFirst();
    }

    private List<String> names() {
        return words.stream().map(Word::name).toList();
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        words.forEach(word -> properties.set(word.name(), word.schema()));
        List<Word> required = words.stream().filter(Word::required).toList();
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(word -> names.add(word.name()));
        }
        if (one) {
            schema.put("minProperties", 1).put("maxProperties", 1);
        }
        return schema.put("additionalProperties", false);
    }
}
