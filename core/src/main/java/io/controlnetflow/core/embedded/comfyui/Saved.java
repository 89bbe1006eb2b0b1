package io.controlnetflow.core.embedded.comfyui;

/**
 * A file that ComfyUI has saved.
 *
 * @param type {@code output} for what SaveImage writes
 */
record Saved(String filename, String subfolder, String type) {
    /** The folder below ComfyUI's input and output folders in which our files lie. */
    static final String FOLDER = "controlnetflow";

    /** What SaveImage calls the n-th picture, from 1, of a prompt with our prefix, when it is the first with that prefix. */
    static Saved expected(String id, int n) {
        return new Saved("%s_%05d_.png".formatted(id, n), FOLDER, "output");
    }

    static String prefix(String id) {
        return FOLDER + "/" + id;
    }
}
