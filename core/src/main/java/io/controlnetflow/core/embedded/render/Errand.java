package io.controlnetflow.core.embedded.render;

import java.time.Duration;
import java.util.Optional;

/** One prediction from the side of its renderer: its name, what must outlive the process, and whether it is still wanted. Thread-safe. */
public interface Errand {
    /** The prediction's id: 32 hex digits, drawn before its submit was answered. */
    String id();

    /** What was kept last, also by a process that was killed. */
    Optional<String> note();

    /**
     * Replaces the note; it is in the books when this returns.
     *
     * @throws RenderStopped when the books are closed: then it was not kept
     */
    void keep(String note) throws RenderStopped;

    /**
     * Waits so long.
     *
     * @throws RenderStopped at once, when the prediction is cancelled or the server closes
     */
    void pause(Duration time) throws RenderStopped;
}
