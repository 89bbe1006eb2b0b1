package io.controlnetflow.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.routes.component.folder.WatchFolderEndpoint;
import io.controlnetflow.routes.component.map.ControlMapEndpoint;
import io.controlnetflow.routes.component.pictures.PicturesEndpoint;
import io.controlnetflow.routes.component.wavespeed.WaveSpeedEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalog, from which tools complete and check routes, knows all that the components can do. */
class CatalogTest {
    private static final Map<String, Class<?>> ENDPOINTS = Map.of(
            "wavespeed", WaveSpeedEndpoint.class,
            "control-map", ControlMapEndpoint.class,
            "pictures", PicturesEndpoint.class,
            "watch-folder", WatchFolderEndpoint.class);

    @ParameterizedTest
    @ValueSource(strings = {"wavespeed", "control-map", "pictures", "watch-folder"})
    void holdsEveryOptionOfAComponentWithItsDescriptionAndChoices(String scheme) throws IOException {
        Class<?> endpoint = Objects.requireNonNull(ENDPOINTS.get(scheme));
        JsonNode catalog = catalog(scheme);
        assertThat(catalog.at("/component/scheme").asText()).isEqualTo(scheme);
        assertThat(catalog.at("/component/title").asText()).isNotEmpty();
        assertThat(catalog.at("/component/description").asText()).isNotEmpty();

        Map<String, Field> options = options(endpoint);
        assertThat(options).isNotEmpty();
        options.forEach((name, field) -> {
            JsonNode option = catalog.path("properties").path(name);
            assertThat(option.path("description").asText())
                    .as(scheme + ": " + name)
                    .isNotEmpty();
            assertThat(choices(option)).as(scheme + ": " + name).isEqualTo(choices(field));
            Metadata metadata = field.getAnnotation(Metadata.class);
            assertThat(option.path("required").asBoolean())
                    .as(scheme + ": " + name)
                    .isEqualTo(metadata != null && metadata.required());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"wavespeed", "control-map", "pictures", "watch-folder"})
    void registersEveryComponentByItsScheme(String scheme) throws IOException {
        try (InputStream in = resource("META-INF/services/org/apache/camel/component/" + scheme)) {
            assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("class=io.controlnetflow.routes.component.");
        }
    }

    private static JsonNode catalog(String scheme) throws IOException {
        String room =
                Objects.requireNonNull(ENDPOINTS.get(scheme)).getPackageName().replace('.', '/');
        try (InputStream in = resource("META-INF/" + room + "/" + scheme + ".json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(CatalogTest.class.getClassLoader().getResourceAsStream(name), name);
    }

    private static Map<String, Field> options(Class<?> type) {
        Map<String, Field> options = new TreeMap<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(UriParam.class) || field.isAnnotationPresent(UriPath.class)) {
                if (field.getType().isAnnotationPresent(UriParams.class)) {
                    options.putAll(options(field.getType()));
                } else {
                    options.put(field.getName(), field);
                }
            }
        }
        return options;
    }

    private static List<String> choices(Field field) {
        UriParam param = field.getAnnotation(UriParam.class);
        String enums = param == null ? field.getAnnotation(UriPath.class).enums() : param.enums();
        return enums.isEmpty() ? List.of() : Arrays.asList(enums.split(","));
    }

    private static List<String> choices(JsonNode option) {
        return Stream.of(option.path("enum"))
                .flatMap(list -> Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                        .map(i -> list.get(i).asText()))
                .toList();
    }
}
