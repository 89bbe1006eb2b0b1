package io.controlnetflow.routes.stage.cell;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Runs.CellKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the computing of a cell ended, for now or for good. */
public sealed interface CellEnd {
    /** @param key what the value depends on; null when it is not to be used again */
    record Done(JsonNode value, @Nullable CellKey key) implements CellEnd {}

    /** The value was there already. */
    record Known(JsonNode value, CellKey key) implements CellEnd {}

    /** It waits for a job. */
    record ForJob(JobKey job, boolean reused) implements CellEnd {}

    /** It waits for a run of another flow. */
    record ForRun(String run) implements CellEnd {}

    /** It waits for a person. */
    record ForPerson(JsonNode shown, @Nullable Instant until, boolean approveThen) implements CellEnd {}

    /** It is not to be. */
    record Skipped(String why) implements CellEnd {}

    /** It is tried again. */
    record Again(Duration pause, String problem) implements CellEnd {}

    record Failed(String problem) implements CellEnd {}

    /** The ledger was told already. */
    record Told() implements CellEnd {}
}
