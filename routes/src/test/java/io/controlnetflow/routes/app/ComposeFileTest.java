package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.app.settings.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compose file of the README is YAML of the Compose specification, and what it says to the program is understood. */
class ComposeFileTest {
    private static final Set<String> OF_A_SERVICE = Set.of(
            "image", "command", "environment", "volumes", "healthcheck", "deploy", "depends_on", "restart", "ports");

    private final JsonNode compose = read();

    private static JsonNode read() {
        try {
            return YAMLMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(Files.readString(Path.of("../docs/many-nodes/compose.yaml")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void saysOnlyWhatComposeKnows() {
        assertThat(compose.fieldNames()).toIterable().containsExactlyInAnyOrder("name", "services", "volumes");
        compose.get("services").forEach(service -> {
            assertThat(service.fieldNames())
                    .toIterable()
                    .isSubsetOf(OF_A_SERVICE)
                    .contains("image");
            service.path("depends_on").fieldNames().forEachRemaining(other -> assertThat(
                            compose.get("services").has(other))
                    .isTrue());
            service.path("volumes").forEach(volume -> {
                String from = volume.asText().replaceAll("\\$\\{[^}]*}", ".").split(":", -1)[0];
                assertThat(from.startsWith(".") || compose.get("volumes").has(from))
                        .as(volume.asText())
                        .isTrue();
            });
        });
        assertThat(compose.at("/services/node/deploy/replicas").asInt()).isEqualTo(3);
    }

    @Test
    void theProgramUnderstandsItsCommandAndEnvironment(@TempDir Path folder) {
        List<String> words = new ArrayList<>();
        compose.at("/services/node/command").forEach(word -> words.add(word.asText()));
        assertThat(words.subList(0, 3)).containsExactly("java", "-jar", "/program/controlnet-flow.jar");
        assertThat(words.subList(3, 5)).containsExactly("watch", "/folder");
        Map<String, String> environment = new HashMap<>();
        compose.at("/services/node/environment")
                .properties()
                .forEach(e ->
                        environment.put(e.getKey(), e.getValue().asText().replaceAll("\\$\\{\\w+:-(\\w+)}", "$1")));
        Settings settings = Settings.of(
                new Place(folder, List.of()), Sources.of(Map.of(words.get(5).substring(2), words.get(6)), environment));
        assertThat(settings.fields().path("prompt").asText()).isEqualTo("a lighthouse in a storm");
        assertThat(settings.engine().databaseUrl()).isEqualTo("jdbc:postgresql://database:5432/flow");
        assertThat(settings.engine().databaseUser()).isEqualTo("flow");
        assertThat(settings.engine().limits()).isNotNull();
        assertThat(Settings.table())
                .contains(environment.keySet().stream()
                        .map(name -> "`" + name + "`")
                        .toList());
    }
}
