package io.controlnetflow.core.dag.draw.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IsotonicTest {
    @Test
    void poolsNeighboursInTheWrongOrder() {
        assertThat(Isotonic.fit(new double[] {1, 5, 3, 9}, new double[] {1, 1, 3, 1}))
                .containsExactly(1, 3.5, 3.5, 9);
    }

    @Property
    void neverFalls(@ForAll @Size(max = 20) double @DoubleRange(min = -100, max = 100) [] wanted) {
        double[] fitted = Isotonic.fit(wanted, Arrays.stream(wanted).map(w -> 1).toArray());
        for (int i = 1; i < fitted.length; i++) {
            assertThat(fitted[i]).isGreaterThanOrEqualTo(fitted[i - 1] - 1e-9);
        }
    }
}
