package io.controlnetflow.core.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
    private static final Comparator<String> ORDER = NaturalOrder.PATHS;

    @Test
    void countsAsAPersonDoes() {
        List<String> shuffled = new ArrayList<>(List.of(
                "img10b.png", "img010.png", "IMG2.png", "b.png", "img2.png", "a/10.png", "img1.png", "a/2.png"));
        shuffled.sort(ORDER);

        assertThat(shuffled)
                .containsExactly(
                        "a/2.png", "a/10.png", "b.png", "img1.png", "IMG2.png", "img2.png", "img010.png", "img10b.png");
    }

    @Test
    void countsBeyondAnyInteger() {
        assertThat(ORDER.compare("a99999999999999999999.png", "a100000000000000000000.png"))
                .isNegative();
    }

    @Property
    void onlyEqualPathsAreEqual(@ForAll("paths") String a, @ForAll("paths") String b) {
        assertThat(ORDER.compare(a, b) == 0).isEqualTo(a.equals(b));
        assertThat(Integer.signum(ORDER.compare(a, b))).isEqualTo(-Integer.signum(ORDER.compare(b, a)));
    }

    @Property
    void isTransitive(@ForAll("paths") String a, @ForAll("paths") String b, @ForAll("paths") String c) {
        List<String> sorted = List.of(a, b, c).stream().sorted(ORDER).toList();

        assertThat(ORDER.compare(sorted.get(0), sorted.get(1))).isNotPositive();
        assertThat(ORDER.compare(sorted.get(1), sorted.get(2))).isNotPositive();
        assertThat(ORDER.compare(sorted.get(0), sorted.get(2))).isNotPositive();
    }

    @Provide
    static Arbitrary<String> paths() {
        return Arbitraries.strings().withChars("aAb019/.-").ofMaxLength(7);
    }
}
