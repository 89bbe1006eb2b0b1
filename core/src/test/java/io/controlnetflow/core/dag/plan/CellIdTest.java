package io.controlnetflow.core.dag.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.dag.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CellIdTest {
    @Test
    void writesWhatWouldEndAValueAsInAnAddress() {
        assertThat(id(Map.of("a", "1,b=2", "c", "x]y", "d", "9%")))
                .hasToString("gen[a=1%2Cb=2,c=x%5Dy,d=9%25]")
                .isNotEqualTo(id(Map.of("a", "1", "b", "2")));
    }

    @Test
    void leavesEveryOtherCharacterAsItIs() {
        assertThat(id(Map.of("mood", "golden hour: a=b & c/d #2 [é", "seed", "-11")))
                .hasToString("gen[mood=golden hour: a=b & c/d #2 [é,seed=-11]");
    }

    @Property(tries = 2_000)
    void givesDifferentCellsDifferentTexts(
            @ForAll("points") Map<String, String> a, @ForAll("points") Map<String, String> b) {
        assertThat(id(a).toString().equals(id(b).toString())).isEqualTo(a.equals(b));
    }

    @Provide
    Arbitrary<Map<String, String>> points() {
        return Arbitraries.maps(
                        Arbitraries.of("a", "b"),
                        Arbitraries.strings()
                                .withChars('1', 'b', '=', ',', '[', ']', '%', '2', 'C')
                                .ofMaxLength(4))
                .ofMinSize(1);
    }

    @Property(tries = 2_000)
    void givesItemsDifferentLabels(@ForAll("items") List<JsonNode> items) {
        assertThat(Labels.distinct(items)).doesNotHaveDuplicates().hasSameSizeAs(items);
    }

    @Provide
    Arbitrary<List<JsonNode>> items() {
        return Arbitraries.of("a", "a#2", "a#3", "a#3#3", "#2", "")
                .map(text -> (JsonNode) JsonNodeFactory.instance.textNode(text))
                .list()
                .ofMaxSize(6);
    }

    private static CellId id(Map<String, String> at) {
        return new CellId("gen", new TreeMap<>(at));
    }
}
