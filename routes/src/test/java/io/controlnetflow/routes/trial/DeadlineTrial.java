package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One prediction never ends. */
@Tag("trial")
class DeadlineTrial {
    private static final int WAITS_FOR_A_PERSON = 3;

    @TempDir
    Path folder;

    @Test
    void parksWhatNeverEndsWithItsIdAndPollsItAgainOnAPersonsWord() throws Exception {
        AtomicReference<String> endless = new AtomicReference<>("");
        try (Workshop shop = new Workshop(folder, settings -> settings).with("--deadline=3s");
                Middleman between = new Middleman(shop.provider.baseUrl())) {
            shop.through(between.address());
            between.say((step, said) -> step == Step.POLL ? processing(said, endless) : said);
            shop.drop(8);
            assertThat(shop.toTheEnd(120)).as(shop.words()).isEqualTo(WAITS_FOR_A_PERSON);
            assertThat(shop.jobs(JobState.PARKED))
                    .singleElement()
                    .extracting(Jobs.Job::predictionId)
                    .isEqualTo(endless.get());
            assertThat(shop.jobs(JobState.DONE)).hasSize(7);

            between.say((step, said) -> said);
            try (Program resume = shop.say("resume", "--path", folder.toString())) {
                assertThat(resume.exit(60)).as(shop.words()).isZero();
            }
            assertThat(shop.toTheEnd(120)).as(shop.words()).isZero();
            Figures figures = shop.figures("a prediction that never ends, resumed");
            assertThat(figures.posts()).isEqualTo(8);
            assertThat(figures.lost()).isZero();
            assertThat(figures.badFiles()).isZero();
        }
    }

    /** The first prediction that is asked for is processed for ever. */
    private static JsonNode processing(JsonNode said, AtomicReference<String> endless) {
        String id = said.at("/data/id").asText();
        endless.compareAndSet("", id);
        if (id.equals(endless.get())) {
            ((ObjectNode) said.get("data")).put("status", "processing").putArray("outputs");
        }
        return said;
    }
}
