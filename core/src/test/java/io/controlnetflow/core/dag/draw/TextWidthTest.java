package io.controlnetflow.core.dag.draw;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class TextWidthTest {
    @Property
    void whatIsFittedFitsAndIsABeginningOfTheText(
            @ForAll String text, @ForAll @DoubleRange(min = 20, max = 200) double most) {
        String fitted = TextWidth.fit(text, 12, false, most);
        assertThat(TextWidth.of(fitted, 12, false)).isLessThanOrEqualTo(most + 1);
        assertThat(text).startsWith(fitted.equals(text) ? text : fitted.substring(0, fitted.length() - 1));
    }

    @Property
    void aTextThatFitsStaysAsItIs(@ForAll String text) {
        assertThat(TextWidth.fit(text, 12, true, TextWidth.of(text, 12, true))).isEqualTo(text);
    }
}
