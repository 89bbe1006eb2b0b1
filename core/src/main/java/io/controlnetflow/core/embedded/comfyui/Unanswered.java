package io.controlnetflow.core.embedded.comfyui;

import java.io.IOException;

/** ComfyUI gave no answer, or one that says nothing. Asking again may help. */
final class Unanswered extends IOException {
    private static final long serialVersionUID = 1L;

    Unanswered(String message) {
        super(message);
    }
}
