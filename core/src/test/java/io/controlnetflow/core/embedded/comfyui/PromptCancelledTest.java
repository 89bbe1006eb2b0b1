package io.controlnetflow.core.embedded.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.controlnetflow.core.embedded.render.Rendered;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class PromptCancelledTest extends ComfyFixture {
    @Test
    void takesACancelledPromptOutOfTheQueue() throws Exception {
        comfy.hold();
        CompletableFuture<Rendered> made = later();
        Awaitility.await().until(() -> QueueReader.holds(comfy.prompts.queue(), OURS));
        errand.cancel();
        assertThat(made).failsWithin(Duration.ofSeconds(10));
        assertThat(QueueReader.holds(comfy.prompts.queue(), OURS)).isFalse();
        assertThat(comfy.prompts.interrupted()).isEmpty();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(booleans = {false, true})
    void interruptsACancelledPromptThatIsAtWorkAndNoOther(boolean old) throws Exception {
        comfy.hold();
        if (old) {
            comfy.old();
        }
        CompletableFuture<Rendered> made = later();
        Awaitility.await()
                .until(() -> errand.note().map(Note::of).filter(Note::accepted).isPresent());
        String id = Note.of(errand.note().orElseThrow()).promptId();
        Objects.requireNonNull(comfy.prompts.begin());
        errand.cancel();
        assertThat(made).failsWithin(Duration.ofSeconds(10));
        assertThat(comfy.prompts.interrupted()).containsExactly(id);
    }

    @Test
    void failsWhatSomebodyElseInterrupts() throws Exception {
        comfy.hold();
        CompletableFuture<Rendered> made = later();
        Awaitility.await().until(() -> QueueReader.holds(comfy.prompts.queue(), OURS));
        ArrayNode item = Objects.requireNonNull(comfy.prompts.begin());
        comfy.prompts.interrupt();
        comfy.end(item);
        assertThat(made)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withMessageContaining("ComfyUI: the prompt was interrupted there");
    }
}
