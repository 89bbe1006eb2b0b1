package io.controlnetflow.core.embedded;

/**
 * What makes the pictures behind the embedded server. Implementations are safe for use by many threads, and answer the
 * same request with the same pictures.
 */
public interface Renderer {

    /**
     * Renders {@link RenderRequest#numImages()} pictures.
     *
     * @throws RenderFailed when the control image cannot be used
     */
    Rendered render(RenderRequest request) throws RenderFailed;
}
