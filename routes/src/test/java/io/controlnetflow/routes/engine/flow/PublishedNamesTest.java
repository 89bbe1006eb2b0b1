package io.controlnetflow.routes.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.dag.plan.CellId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The names by which bodies put files where results go. */
class PublishedNamesTest {
    private static final String PICTURE = "{\"type\":\"image\",\"ref\":\"sha256:ab\",\"mediaType\":\"image/png\"}";

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void areThoseOfTheOutbox() throws Exception {
        CellId cell = new CellId("gen", new TreeMap<>(Map.of("seed", "11")));
        assertThat(PublishedNames.of("in/cat.jpg", cell, json("[" + PICTURE + "," + PICTURE + "]")))
                .containsExactly("in/cat/gen-11-1.png", "in/cat/gen-11-2.png");
        assertThat(PublishedNames.of("cat", cell, json(PICTURE))).containsExactly("cat/gen-11-1.png");
    }

    @Test
    void areNoneOfWhatIsNoFile() throws Exception {
        CellId cell = new CellId("say", new TreeMap<>());
        assertThat(PublishedNames.of("cat.jpg", cell, json("{\"text\":\"hello\"}")))
                .isEmpty();
        assertThat(PublishedNames.of("cat.jpg", cell, json("\"hello\""))).isEmpty();
    }

    @Test
    void leaveOutOnlyAnEnding() {
        assertThat(PublishedNames.stem("in.x/cat")).isEqualTo("in.x/cat");
        assertThat(PublishedNames.stem("in/.cat")).isEqualTo("in/.cat");
        assertThat(PublishedNames.stem("in/cat.tar.gz")).isEqualTo("in/cat.tar");
    }
}
