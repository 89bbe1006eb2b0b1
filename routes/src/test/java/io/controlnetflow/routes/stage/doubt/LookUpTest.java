package io.controlnetflow.routes.stage.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Doubts.Doubt;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Prediction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LookUpTest {
    private static final Instant SENT = Instant.parse("2026-11-22T10:00:00Z");
    private static final String BODY = "{\"prompt\":\"cat\",\"seed\":1,\"guidance_scale\":3.5}";

    @Test
    void findsTheOnePredictionWithAllInputsEqual() {
        assertThat(verdict(doubt("a", BODY), listed("id-1", "{\"guidance_scale\":3.50,\"seed\":1,\"prompt\":\"cat\"}")))
                .isEqualTo(new Verdict.Found("id-1"));
    }

    @Test
    void leavesOutWhatTheLedgerKnows() {
        Map<JobKey, Verdict> verdicts =
                LookUp.compare(List.of(doubt("a", BODY)), List.of(listed("id-1", BODY)), Set.of("id-1"), 0);
        assertThat(verdicts.values()).containsExactly(new Verdict.Absent());
    }

    @Test
    void leavesOutOtherInputsOtherModelsAndOlderPredictions() {
        assertThat(verdict(
                        doubt("a", BODY),
                        listed("id-1", BODY.replace("cat", "dog")),
                        prediction("id-2", "other/model", "2026-11-22T10:00:01Z", BODY),
                        prediction("id-3", "model", "2026-11-22T09:00:00Z", BODY)))
                .isEqualTo(new Verdict.Absent());
    }

    @Test
    void doesNotChooseBetweenTwoPredictions() {
        assertThat(verdict(doubt("a", BODY), listed("id-1", BODY), listed("id-2", BODY)))
                .isInstanceOfSatisfying(Verdict.Unclear.class, unclear -> assertThat(unclear.candidates())
                        .containsExactly("id-1", "id-2"));
    }

    @Test
    void doesNotChooseBetweenTwoJobsWithTheSameBody() {
        Map<JobKey, Verdict> verdicts =
                LookUp.compare(List.of(doubt("a", BODY), doubt("b", BODY)), List.of(listed("id-1", BODY)), Set.of(), 0);
        assertThat(verdicts.values()).allSatisfy(v -> assertThat(v).isInstanceOf(Verdict.Unclear.class));
    }

    @Test
    void doesNotTakeAListWithoutInputsForProof() {
        assertThat(verdict(doubt("a", BODY), prediction("id-1", "model", "2026-11-22T10:00:01Z", null)))
                .isInstanceOf(Verdict.Unclear.class);
    }

    @Test
    void doesNotTakeUnreadableItemsForProof() {
        Map<JobKey, Verdict> verdicts = LookUp.compare(List.of(doubt("a", BODY)), List.of(), Set.of(), 1);
        assertThat(verdicts.values()).allSatisfy(v -> assertThat(v).isInstanceOf(Verdict.Unclear.class));
    }

    @Test
    void comparesWithoutWhatOnlyChangesTheTransport() {
        String sync = "{\"prompt\":\"cat\",\"seed\":1,\"guidance_scale\":3.5,\"enable_sync_mode\":true}";
        assertThat(verdict(doubt("a", sync), listed("id-1", BODY))).isEqualTo(new Verdict.Found("id-1"));
    }

    private static Verdict verdict(Doubt doubt, Prediction... listed) {
        return LookUp.compare(List.of(doubt), List.of(listed), Set.of(), 0)
                .values()
                .iterator()
                .next();
    }

    private static Prediction listed(String id, String input) {
        return prediction(id, "model", "2026-11-22T10:00:01Z", input);
    }

    private static Prediction prediction(String id, String model, String created, @Nullable String input) {
        return ApiReader.stored(
                "{\"id\":\"" + id + "\",\"model\":\"" + model + "\",\"status\":\"created\",\"created_at\":\"" + created
                        + "\"" + (input == null ? "" : ",\"input\":" + input) + "}");
    }

    private static Doubt doubt(String name, String body) {
        Jobs.NewJob asked = new Jobs.NewJob(
                JobKey.of("test", "model", name), "test", "model", body, BigDecimal.ONE, name, null, null);
        Jobs.Job job = new Jobs.Job(
                asked,
                JobState.IN_DOUBT,
                body,
                null,
                null,
                null,
                BigDecimal.ZERO,
                null,
                1,
                0,
                SENT,
                SENT,
                SENT,
                null,
                null,
                null,
                null,
                null);
        return new Doubt(job, 1, SENT, SENT, null, 0, SENT);
    }
}
