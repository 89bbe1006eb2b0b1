package io.controlnetflow.core.embedded.render;

/**
 * What makes the pictures behind the embedded server: the painter of previews on this machine, or a ComfyUI on somebody's
 * own GPU. Implementations are safe for use by many threads.
 */
public interface Renderer {

    /**
     * Renders {@link RenderRequest#numImages()} pictures. Called again with the same errand after the process was killed:
     * what the errand kept says how far it had come.
     *
     * @throws RenderFailed when the request cannot be rendered; the prediction fails with its message
     * @throws RenderStopped when the errand says that nobody wants the pictures now
     */
    Rendered render(RenderRequest request, Errand errand) throws RenderFailed, RenderStopped;

    /** How many requests it is given at once, the others wait as {@code created}; zero: as many as come. */
    default int places() {
        return 0;
    }
}
