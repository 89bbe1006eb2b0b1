package io.controlnetflow.core.embedded.comfyui;

/** What became of a POST of a prompt. */
sealed interface Sent {
    /** ComfyUI has it in its queue, under this id. */
    record Accepted(String promptId) implements Sent {}

    /** ComfyUI has checked it and does not take it. */
    record Refused(String message) implements Sent {}

    /** It never reached a ComfyUI. */
    record NotSent(String why) implements Sent {}

    /** It may have been taken: the answer was lost, or says nothing. */
    record Unclear(String why) implements Sent {}
}
