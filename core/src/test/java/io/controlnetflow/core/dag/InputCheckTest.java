package io.controlnetflow.core.dag;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class InputCheckTest {
    private static final FlowSpec SPEC = Flows.yaml("""
                    dag: shoot
                    inputs:
                      image: {type: image, required: true}
                      steps: {type: integer, default: 28}
                      seeds: {type: list}
                    nodes:
                      a: {call: 'log:a'}
                    """).spec();

    @Test
    void namesWhatIsUnknownWrongOrMissing() {
        assertThat(InputCheck.problems(SPEC, given("{stesp: 3, seeds: 5, steps: 2.5}")))
                .extracting(Object::toString)
                .containsExactly(
                        "stesp: is no input of shoot; did you mean steps?",
                        "seeds: 5 is not a list",
                        "steps: 2.5 is not a whole number",
                        "image: is missing; shoot needs an image: a path, a URL or a stored picture");
    }

    @Test
    void takesAnImageAsTextOrAsAStoredPicture() {
        assertThat(InputCheck.problems(SPEC, given("{image: cat.png}"))).isEmpty();
        assertThat(InputCheck.problems(SPEC, given("{image: {type: image, ref: 'sha256:ab'}}")))
                .isEmpty();
    }

    @Test
    void fillsInDefaultsAndLeavesTheRestOut() {
        assertThat(SPEC.filled(given("{image: cat.png}"))).containsOnlyKeys("image", "steps");
    }

    private static ObjectNode given(String text) {
        return (ObjectNode) Flows.json(text);
    }
}
