package io.controlnetflow.routes.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.yaml.PlainWords;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/** Reads Camel YAML steps that stand in Java. */
final class YamlSteps {
    private static final ObjectMapper JSON = new ObjectMapper();

    private YamlSteps() {}

    /** @throws InvalidFlow for what is no YAML */
    static JsonNode read(String path, String yaml) {
        LoaderOptions loader = new LoaderOptions();
        DumperOptions unused = new DumperOptions();
        Yaml reader = new Yaml(new SafeConstructor(loader), new Representer(unused), unused, loader, new PlainWords());
        try {
            return JSON.valueToTree(reader.load(yaml));
        } catch (YAMLException e) {
            throw new InvalidFlow(path, "is no YAML: " + e.getMessage());
        }
    }
}
