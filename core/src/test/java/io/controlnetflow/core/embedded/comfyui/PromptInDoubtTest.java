package io.controlnetflow.core.embedded.comfyui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.embedded.render.Rendered;
import io.controlnetflow.core.job.OutputFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PromptInDoubtTest extends ComfyFixture {
    @Test
    void findsAPostWhoseAnswerWasLost() throws Exception {
        comfy.next(ScriptedComfy.Trouble.DROP_AFTER);
        assertThat(renderOne().images()).hasSize(1);
        assertThat(comfy.posted).hasSize(1);
    }

    @Test
    void findsItAlsoWhereComfyUiDrawsTheIds() throws Exception {
        comfy.old().next(ScriptedComfy.Trouble.DROP_AFTER);
        Rendered made = renderOne();
        assertThat(made.images()).hasSize(1);
        assertThat(made.inference()).isNull();
        assertThat(comfy.posted).hasSize(1);
        assertThat(errand.note().map(Note::of)).hasValueSatisfying(n -> {
            assertThat(n.accepted()).isTrue();
            assertThat(n.promptId()).isNotEqualTo(OURS);
        });
    }

    @Test
    void findsItWhileItStillWaits() throws Exception {
        comfy.old().hold().next(ScriptedComfy.Trouble.DROP_AFTER);
        CompletableFuture<Rendered> made = later();
        Awaitility.await()
                .until(() -> errand.note().map(Note::of).filter(Note::accepted).isPresent());
        comfy.run();
        assertThat(made.get(10, TimeUnit.SECONDS).images()).hasSize(1);
        assertThat(comfy.posted).hasSize(1);
    }

    @Test
    void sendsAgainOnlyWhatIsProvenAbsent() throws Exception {
        comfy.next(ScriptedComfy.Trouble.DROP_BEFORE, ScriptedComfy.Trouble.INTERNAL);
        assertThat(renderOne().images()).hasSize(1);
        assertThat(comfy.posted).hasSize(3);
        assertThat(comfy.outputs).hasSize(1);
    }

    @Test
    void givesUpWhenNothingIsEverKept() {
        comfy.next(ScriptedComfy.Trouble.INTERNAL, ScriptedComfy.Trouble.INTERNAL, ScriptedComfy.Trouble.INTERNAL);
        assertThatThrownBy(this::renderOne)
                .isInstanceOf(RenderFailed.class)
                .hasMessage("ComfyUI: took the prompt 3 times and never kept it: HTTP 500");
        assertThat(comfy.posted).hasSize(3);
    }

    @Test
    void waitsWhileComfyUiIsDownAndSendsOnce() throws Exception {
        ComfyUi renderer = ComfyUi.open(settings());
        comfy.down();
        CompletableFuture<Rendered> made = later(renderer);
        Awaitility.await().during(Duration.ofMillis(100)).until(() -> !made.isDone());
        comfy.up();
        assertThat(made.get(20, TimeUnit.SECONDS).images()).hasSize(1);
        assertThat(comfy.posted).hasSize(1);
    }

    @Test
    void goesOnAfterAKillWithThePromptThatItHad() throws Exception {
        comfy.hold();
        String id = java.util.UUID.randomUUID().toString();
        RenderRequest request = Asked.of(1, OutputFormat.PNG);
        comfy.prompts.put(
                id, FluxGraph.of(request, ComfyModels.DEFAULT, List.of(), "any", Saved.prefix(errand.id())), "another");
        errand.keep(new Note(id, true).text());
        CompletableFuture<Rendered> made = later();
        comfy.run();
        assertThat(made.get(10, TimeUnit.SECONDS).images()).hasSize(1);
        assertThat(comfy.posted).isEmpty();
    }

    @Test
    void looksUpAfterAKillWhatMayHaveBeenSent() throws Exception {
        renderOne();
        errand.keep(new Note(OURS, false).text());
        assertThat(renderOne().images()).hasSize(1);
        assertThat(comfy.posted).hasSize(1);
    }

    @Test
    void sendsAfterAKillWhatNeverArrived() throws Exception {
        errand.keep(new Note(OURS, false).text());
        assertThat(renderOne().images()).hasSize(1);
        assertThat(comfy.posted).hasSize(1);
    }

    @Test
    void takesTheFilesOfAPromptThatComfyUiForgot() throws Exception {
        render(Asked.of(2, OutputFormat.PNG));
        comfy.prompts.restart();
        assertThat(render(Asked.of(2, OutputFormat.PNG)).images()).hasSize(2);
        assertThat(comfy.posted).hasSize(1);
    }

    @Test
    void failsWhenComfyUiForgotThePromptBeforeItsEnd() {
        comfy.hold();
        CompletableFuture<Rendered> made = later();
        Awaitility.await()
                .until(() -> errand.note().map(Note::of).filter(Note::accepted).isPresent());
        comfy.prompts.restart();
        assertThat(made)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withMessageContaining("ComfyUI no longer knows prompt " + OURS)
                .withMessageContaining("nothing was sent again");
        assertThat(comfy.posted).hasSize(1);
    }
}
