package io.controlnetflow.core.embedded;

import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.Renderer;

/** Renderers for tests that are not about pictures. */
final class Renderers {
    private Renderers() {}

    /** For renderless servers: must never be asked. */
    static Renderer none() {
        return (request, errand) -> {
            throw new RenderFailed("nobody renders here");
        };
    }
}
