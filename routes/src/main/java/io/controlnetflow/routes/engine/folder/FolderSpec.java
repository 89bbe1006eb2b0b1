package io.controlnetflow.routes.engine.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.GenerationRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hot folder.
 *
 * @param inbox where pictures are dropped; exists
 * @param outbox where pictures come out; made when missing; not inside the inbox, nor the inbox inside it
 * @param kind the control map made of a dropped picture
 * @param model the model id
 * @param defaults request fields in the API's words that hold when neither a sidecar nor the folder says otherwise
 * @param mode once, or for ever
 * @param sidecars whether a picture needs one
 * @param batchGap drops that follow each other within this time are one batch
 * @param flow the flow that every picture starts a run of; null: the built-in one, of control map and generation
 * @param accept patterns of file names, as in {@code *.png}; empty: every picture
 * @param patience how long a picture waits for the files beside it
 */
public record FolderSpec(
        Path inbox,
        Path outbox,
        ControlKind kind,
        String model,
        ObjectNode defaults,
        Mode mode,
        Sidecars sidecars,
        Duration batchGap,
        @Nullable String flow,
        List<String> accept,
        Duration patience) {
    /** How long a picture waits for the files beside it. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Drops within this time of each other are one batch. */
    public static final Duration BATCH_GAP = Duration.ofSeconds(10);

    /** How long a folder is served. */
    public enum Mode {
        /** What lies there now; inputs stay where they are. */
        RUN,
        /** What lies there and whatever comes; inputs move to {@code done/} or {@code error/}. */
        WATCH
    }

    /** Whether a picture waits for a file beside it that says what to make of it. */
    public enum Sidecars {
        OPTIONAL,
        REQUIRED
    }

    public FolderSpec {
        inbox = inbox.toAbsolutePath().normalize();
        outbox = outbox.toAbsolutePath().normalize();
        defaults = defaults.deepCopy();
        accept = List.copyOf(accept);
    }

    /** Canny maps, the ControlNet model, no defaults of its own. */
    public static FolderSpec of(Path inbox, Path outbox, Mode mode) {
        return new FolderSpec(
                inbox,
                outbox,
                ControlKind.CANNY,
                GenerationRequest.MODEL,
                JsonNodeFactory.instance.objectNode(),
                mode,
                Sidecars.OPTIONAL,
                BATCH_GAP,
                null,
                List.of(),
                PATIENCE);
    }

    public FolderSpec with(ControlKind other) {
        return new FolderSpec(inbox, outbox, other, model, defaults, mode, sidecars, batchGap, flow, accept, patience);
    }

    public FolderSpec with(ObjectNode otherDefaults) {
        return new FolderSpec(
                inbox, outbox, kind, model, otherDefaults, mode, sidecars, batchGap, flow, accept, patience);
    }

    public FolderSpec with(Sidecars other) {
        return new FolderSpec(inbox, outbox, kind, model, defaults, mode, other, batchGap, flow, accept, patience);
    }

    /** Every picture of these names starts a run of the flow. */
    public FolderSpec with(String otherFlow, List<String> names, Duration wait) {
        return new FolderSpec(inbox, outbox, kind, model, defaults, mode, sidecars, batchGap, otherFlow, names, wait);
    }

    @Override
    public ObjectNode defaults() {
        return defaults.deepCopy();
    }
}
