package io.controlnetflow.core.embedded.comfyui;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a prompt has come, by ComfyUI's history and queue. */
sealed interface Progress {
    /** Waiting or at work. */
    record Queued() implements Progress {}

    /**
     * @param took from the start of its execution to the end; null when an old ComfyUI does not tell
     */
    record Done(List<Saved> files, @Nullable Duration took) implements Progress {
        public Done {
            files = List.copyOf(files);
        }
    }

    record Failed(String message) implements Progress {}

    /** Neither in the queue nor in the history. */
    record Absent() implements Progress {}
}
