package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the values of a matrix name, or the items of {@code each}, come from. */
public sealed interface Source {
    /** Values as written; texts may be references. */
    record Listed(List<JsonNode> values) implements Source {
        public Listed {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new InvalidFlow("", "is an empty list; write at least one value");
            }
        }
    }

    /** Whole numbers, both ends included. */
    record Range(long from, long to) implements Source {
        public Range {
            if (from > to) {
                throw new InvalidFlow(
                        "", from + ".." + to + " runs backwards; write " + to + ".." + from + ", or a list");
            }
        }

        public long size() {
            return to - from + 1;
        }
    }

    /** A list that an input or a node holds. */
    record Referred(Reference list) implements Source {}

    /** The rows of a file with a head line; each is a map of its columns. */
    record Csv(String file) implements Source {}

    /** Files by pattern, relative to the flow's folder. */
    record Files(String glob) implements Source {}

    /** Whole numbers of at most nine digits. */
    Pattern RANGE = Pattern.compile("(-?[0-9]{1,9})\\.\\.(-?[0-9]{1,9})");

    /** @throws InvalidFlow unless it is a list, a range or a reference */
    static Source ofMatrix(JsonNode value) {
        if (value instanceof ArrayNode list) {
            return new Listed(list.valueStream().toList());
        }
        String text = value.asText().strip();
        Matcher m = RANGE.matcher(text);
        if (m.matches()) {
            return new Range(Long.parseLong(m.group(1)), Long.parseLong(m.group(2)));
        }
        return Reference.only(text)
                .<Source>map(Referred::new)
                .orElseThrow(() -> new InvalidFlow(
                        "", text + " is neither a list, nor a range like 1..5, nor a reference like ${seeds}"));
    }

    /** @throws InvalidFlow unless it is a reference, {@code csv:FILE} or {@code files:GLOB} */
    static Source ofEach(String value) {
        String text = value.strip();
        if (text.startsWith("csv:") && text.length() > 4) {
            return new Csv(text.substring(4));
        }
        if (text.startsWith("files:") && text.length() > 6) {
            return new Files(text.substring(6));
        }
        return Reference.only(text)
                .<Source>map(Referred::new)
                .orElseThrow(() -> new InvalidFlow(
                        "each", text + " is neither csv:FILE, nor files:GLOB, nor a reference like ${shots}"));
    }

    /** As it is written. */
    default JsonNode json() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (this instanceof Listed listed) {
            return json.arrayNode().addAll(listed.values);
        }
        if (this instanceof Range range) {
            return json.textNode(range.from + ".." + range.to);
        }
        return json.textNode(read().orElseGet(() -> ((Referred) this).list.toString()));
    }

    /** What must be read from outside before a plan: {@code csv:FILE} or {@code files:GLOB}. */
    default Optional<String> read() {
        if (this instanceof Csv csv) {
            return Optional.of("csv:" + csv.file);
        }
        return this instanceof Files files ? Optional.of("files:" + files.glob) : Optional.empty();
    }
}
