package io.controlnetflow.core.folder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.controlnetflow.core.yaml.PlainWords;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.representer.Representer;

/** JSON and YAML texts to maps. No tags that make objects, few aliases, no key twice, little depth. */
final class Documents {
    private static final int DEEPEST = 30;
    private static final int ALIASES = 20;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Documents() {}

    static Map<String, Object> json(String file, String text) {
        try {
            return map(file, JSON.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw at == null
                    ? new UnusableFile(file, oneLine(e.getOriginalMessage()))
                    : new UnusableFile(file, at.getLineNr(), at.getColumnNr(), oneLine(e.getOriginalMessage()));
        }
    }

    static Map<String, Object> yaml(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(TextFiles.MOST);
        options.setAllowRecursiveKeys(false);
        DumperOptions unused = new DumperOptions();
        try {
            Yaml yaml =
                    new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new PlainWords());
            return map(file, yaml.load(text));
        } catch (MarkedYAMLException e) {
            Mark at = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw at == null
                    ? new UnusableFile(file, oneLine(e.getProblem()))
                    : new UnusableFile(file, at.getLine() + 1, at.getColumn() + 1, oneLine(e.getProblem()));
        } catch (YAMLException | StackOverflowError e) {
            throw new UnusableFile(file, oneLine(e.getMessage()));
        }
    }

    /** Where each field of a document stands that was read without trouble; JSON is read as the YAML that it is. */
    static Map<String, Mark> places(String text) {
        Map<String, Mark> places = new LinkedHashMap<>();
        try {
            if (new Yaml(new LoaderOptions()).compose(new StringReader(text)) instanceof MappingNode map) {
                for (NodeTuple entry : map.getValue()) {
                    if (entry.getKeyNode() instanceof ScalarNode key) {
                        places.put(key.getValue(), key.getStartMark());
                    }
                }
            }
        } catch (YAMLException e) {
            return Map.of();
        }
        return places;
    }

    private static Map<String, Object> map(String file, @Nullable Object document) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (document == null) {
            return map;
        }
        if (!(document instanceof Map<?, ?> given)) {
            throw new UnusableFile(file, "holds no fields; write one a line, like prompt: a red shoe");
        }
        given.forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "cannot be read" : message.lines().findFirst().orElse("cannot be read");
    }
}
