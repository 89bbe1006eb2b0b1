package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The provider's run of a job.
 *
 * @param id safe to stand in a URL
 * @param model the model id, or empty
 * @param outputs what came out; empty until completed
 * @param nsfw one flag an output; may be shorter than the outputs
 * @param createdAt null when absent or unreadable
 * @param error the provider's message, or empty
 * @param code the task code, see {@link TaskCode}; 0 when none
 * @param inferenceMillis 0 when not said
 * @param executionMillis 0 when not said
 * @param input the request, where the provider repeats it
 */
public record Prediction(
        String id,
        String model,
        Status status,
        List<Output> outputs,
        List<Boolean> nsfw,
        @Nullable Instant createdAt,
        String error,
        int code,
        long inferenceMillis,
        long executionMillis,
        @Nullable JsonNode input) {
    public Prediction {
        if (!Ids.safe(id)) {
            throw new IllegalArgumentException("prediction id is not usable");
        }
        outputs = List.copyOf(outputs);
        nsfw = List.copyOf(nsfw);
    }

    /** True when the output of this index was flagged. */
    public boolean flagged(int index) {
        return index < nsfw.size() && nsfw.get(index);
    }

    /** Why it did not complete, for a person: the task code's meaning and the provider's message. */
    public String problem() {
        String meaning = code == 0 ? "" : TaskCode.of(code).meaning() + " (code " + code + ")";
        if (error.isEmpty()) {
            return meaning.isEmpty() ? "the provider says " + status : meaning;
        }
        return meaning.isEmpty() ? error : meaning + ": " + error;
    }
}
