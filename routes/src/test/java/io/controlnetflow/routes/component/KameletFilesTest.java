package io.controlnetflow.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.yaml.PlainWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/** What tools want to know of each Kamelet is said in it. */
class KameletFilesTest {
    private static final Path FOLDER = Path.of("src/main/resources/kamelets");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z]+)[^}]*}}");
    private static final String ICON = "data:image/svg+xml;base64,";

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void describesItself(Path file) throws Exception {
        JsonNode kamelet = read(file);
        String name = kamelet.at("/metadata/name").asText();
        assertThat(file.getFileName()).hasToString(name + ".kamelet.yaml");
        assertThat(kamelet.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        JsonNode about = kamelet.at("/metadata/annotations");
        for (String word : List.of("provider", "catalog.version", "kamelet.group", "kamelet.namespace")) {
            assertThat(about.path("camel.apache.org/" + word).asText()).as(word).isNotBlank();
        }
        assertThat(about.path("camel.apache.org/kamelet.support.level").asText())
                .isIn("Preview", "Stable");
        String icon = about.path("camel.apache.org/kamelet.icon").asText();
        assertThat(icon).startsWith(ICON);
        byte[] svg = Base64.getDecoder().decode(icon.substring(ICON.length()));
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new java.io.ByteArrayInputStream(svg));
        String type =
                kamelet.at("/metadata/labels/camel.apache.org~1kamelet.type").asText();
        assertThat(name).endsWith("-" + type);
        assertThat(type).isIn("source", "action", "sink");
        JsonNode definition = kamelet.at("/spec/definition");
        assertThat(definition.path("title").asText()).isNotBlank();
        assertThat(definition.path("description").asText()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("files")
    void describesItsParametersAndUsesEach(Path file) throws IOException {
        JsonNode kamelet = read(file);
        JsonNode properties = kamelet.at("/spec/definition/properties");
        List<String> names = new ArrayList<>();
        properties.properties().forEach(e -> {
            names.add(e.getKey());
            assertThat(e.getValue().path("title").asText()).as(e.getKey()).isNotBlank();
            assertThat(e.getValue().path("description").asText()).as(e.getKey()).endsWith(".");
            assertThat(e.getValue().path("type").asText()).isIn("string", "integer", "number", "boolean");
            assertThat(e.getValue().has("default") || e.getValue().has("example"))
                    .as(e.getKey() + " has a default or an example")
                    .isTrue();
        });
        kamelet.at("/spec/definition/required").forEach(name -> {
            assertThat(names).contains(name.asText());
            assertThat(properties.path(name.asText()).has("default")).isFalse();
        });
        Matcher used = PLACEHOLDER.matcher(kamelet.at("/spec/template").toString());
        assertThat(used.results().map(m -> m.group(1)).distinct()).containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesTheVersionThatItComesWith(Path file) throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(read(file).at("/spec/dependencies").toString())
                .contains(
                        "\"camel:kamelet\"",
                        "\"mvn:io.controlnetflow:controlnet-flow-routes:" + version.group(1) + "\"");
    }

    private static JsonNode read(Path file) throws IOException {
        LoaderOptions loader = new LoaderOptions();
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(loader), new Representer(unused), unused, loader, new PlainWords());
        return new ObjectMapper().valueToTree(yaml.load(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
    }
}
