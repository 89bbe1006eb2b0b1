package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A request for one job.
 *
 * @param model the model id, with slashes
 * @param inputs every parameter resolved, in the API's words; bytes as {@code sha256:<hex>} of the artifact store
 * @param label what a person calls it, usually a file name
 * @param controlKind kind of the control map, for the manifest
 * @param runId the run that asks, or null for a plain route
 * @param salt joins the key, so that the same request of another run is another job; null: the same request is the same job
 */
public record JobRequest(
        String model,
        ObjectNode inputs,
        String label,
        @Nullable String controlKind,
        @Nullable String runId,
        @Nullable String salt) {
    /** The same request is the same job, whoever asks. */
    public JobRequest(
            String model, ObjectNode inputs, String label, @Nullable String controlKind, @Nullable String runId) {
        this(model, inputs, label, controlKind, runId, null);
    }
}
