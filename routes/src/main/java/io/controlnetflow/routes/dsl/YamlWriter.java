package io.controlnetflow.routes.dsl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** YAML as a person would write it: no line is folded, texts of many lines stand as they are, quotes only where they are needed. */
final class YamlWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private YamlWriter() {}

    /** A list at the margin, every entry on a line of its own. */
    static String blocks(List<?> value) {
        return yaml(FlowStyle.BLOCK).dump(value).indent(-2);
    }

    /** Maps and lists that hold plain values only stand on one line. */
    static String lines(JsonNode value) {
        return yaml(FlowStyle.AUTO).dump(plain(value));
    }

    /** Maps, lists and plain values. */
    static Object plain(JsonNode value) {
        try {
            return JSON.readValue(value.toString(), Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Yaml yaml(FlowStyle style) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(style);
        options.setWidth(10_000);
        options.setSplitLines(false);
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setAllowUnicode(true);
        return new Yaml(new Texts(options), options);
    }

    private static final class Texts extends Representer {
        Texts(DumperOptions options) {
            super(options);
            representers.put(String.class, value -> text((String) value));
        }

        private Node text(String text) {
            boolean many = text.indexOf('\n') >= 0 && text.lines().noneMatch(line -> line.endsWith(" "));
            return representScalar(Tag.STR, text, many ? ScalarStyle.LITERAL : ScalarStyle.PLAIN);
        }
    }
}
