package io.controlnetflow.routes.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.outbox.Harvest;
import io.controlnetflow.routes.engine.outbox.Outbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands under the pictures of a run on its folder's contact sheet. */
class SheetCaptionsTest {
    private static final String UPSCALE =
            "  large: {call: \"wavespeed:wavespeed-ai/image-upscaler\", with: {image: \"${gen.image}\"}}\n";

    @TempDir
    Path folder;

    @Test
    void arePointsOfTheMatrixWhereOneNodeMakesThePictures() throws Exception {
        assertThat(captions(FlowBench.SHOOT)).containsExactlyInAnyOrder("seed 11", "seed 22");
    }

    @Test
    void nameTheNodeWhereSeveralMakePictures() throws Exception {
        assertThat(captions(FlowBench.SHOOT.replace("outputs:", UPSCALE + "outputs:")))
                .containsExactlyInAnyOrder("gen, seed 11", "gen, seed 22", "large, seed 11", "large, seed 22");
    }

    private List<String> captions(String text) throws Exception {
        try (FlowBench flows = new FlowBench(folder)) {
            Runs.Run run = flows.run(text);
            Engine engine = flows.bench().engine();
            Outbox outbox = new Outbox(folder.resolve("outbox"), engine.store());
            return new Harvest(engine.ledger(), outbox, engine.startedAt())
                    .reap(run, FlowBench.read(text), "cat.png", false).outcome().shown().stream()
                            .map(shown -> shown.caption(true))
                            .toList();
        }
    }
}
