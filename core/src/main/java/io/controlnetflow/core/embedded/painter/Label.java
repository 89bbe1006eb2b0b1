package io.controlnetflow.core.embedded.painter;

import io.controlnetflow.core.image.sheet.Plate;

/** Says in the picture what it is, so that nobody takes it for the model's work. */
final class Label {
    static final String TEXT = "local preview, not FLUX";

    private Label() {}

    /** Writes over the pixels. */
    static void draw(int[] rgb, int width, int height) {
        Plate.draw(rgb, width, height, TEXT);
    }
}
