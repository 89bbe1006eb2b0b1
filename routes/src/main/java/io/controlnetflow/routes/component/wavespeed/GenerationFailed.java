package io.controlnetflow.routes.component.wavespeed;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The job ended without pictures: failed, cancelled, parked, or held for a person. It is not sent again by itself. */
public final class GenerationFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final JobState state;
    private final @Nullable String predictionId;

    GenerationFailed(Jobs.Job job) {
        super(message(job));
        this.key = job.key().hex();
        this.state = job.state();
        this.predictionId = job.predictionId();
    }

    private static String message(Jobs.Job job) {
        String start = "job " + job.key().brief() + " is " + job.state().name().toLowerCase(Locale.ROOT);
        String id = job.predictionId() == null ? "" : ", prediction " + job.predictionId();
        return start + id + ": " + (job.problem() == null ? "no reason is known" : job.problem());
    }

    public JobKey key() {
        return new JobKey(key);
    }

    /** FAILED, CANCELLED, PARKED or HELD. */
    public JobState state() {
        return state;
    }

    /** The provider's id, when it was accepted. */
    public @Nullable String predictionId() {
        return predictionId;
    }
}
