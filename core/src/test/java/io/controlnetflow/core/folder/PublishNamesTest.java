package io.controlnetflow.core.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PublishNamesTest {
    @Test
    void mirrorsTheInputsPath() {
        assertThat(PublishNames.of("shoes/red", "gen", List.of("canny", "11"), 2, "jpg"))
                .isEqualTo("shoes/red/gen-canny-11-2.jpg");
        assertThat(PublishNames.of("cat", "gen", List.of(), 1, "png")).isEqualTo("cat/gen-1.png");
    }

    @Test
    void keepsTheLettersOfTheWorld() {
        assertThat(PublishNames.folder("Schuhe/\u00dcbergr\u00f6\u00dfe 42"))
                .isEqualTo("Schuhe/\u00dcbergr\u00f6\u00dfe 42");
    }

    @Test
    void changesWhatAFileSystemRefuses() {
        assertThat(PublishNames.safe("a:b?")).startsWith("a_b_~");
        assertThat(PublishNames.safe("con")).startsWith("_con~");
        assertThat(PublishNames.safe("a:b")).isNotEqualTo(PublishNames.safe("a?b"));
        assertThat(PublishNames.folder("..")).isNotEqualTo("..").doesNotContain("/");
        assertThat(PublishNames.folder("")).isEqualTo("_");
    }

    @Property
    void neverLeadsOut(@ForAll String stem, @ForAll String node, @ForAll String coordinate) {
        String name = PublishNames.of(stem, node, List.of(coordinate), 1, "png");

        assertThat(name).doesNotStartWith("/").doesNotContain("\0");
        assertThat(List.of(name.split("/"))).doesNotContain("", ".", "..").allSatisfy(part -> assertThat(
                        part.getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(200));
    }

    @Test
    void countsOnWhenANameIsTaken() {
        Set<String> taken = Set.of("a/cat.png", "a/cat-2.png", "cat");

        assertThat(PublishNames.free("a/cat.png", taken::contains)).isEqualTo("a/cat-3.png");
        assertThat(PublishNames.free("cat", taken::contains)).isEqualTo("cat-2");
        assertThat(PublishNames.free("dog.png", taken::contains)).isEqualTo("dog.png");
        assertThat(Path.of(PublishNames.of("../../etc/x", "n", List.of(), 1, "png"))
                        .normalize()
                        .startsWith(".."))
                .isFalse();
    }
}
