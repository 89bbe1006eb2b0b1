package io.controlnetflow.core.embedded.painter;

import io.controlnetflow.core.embedded.render.RenderRequest;

/** The order of work on one picture: read the map, set the scene, lay the strokes, light them. */
final class PictureMaker {
    private PictureMaker() {}

    /** Pixels in rows, {@code 0xRRGGBB}. */
    static int[] paint(ControlMap map, RenderRequest request, int image) {
        Brief brief = Brief.of(request, image);
        Guide guide = Guide.of(map, brief);
        Scene scene = Scene.of(guide, brief);
        Canvas canvas = Strokes.paint(scene, guide, brief);
        Palette palette = Palette.of(request.prompt(), request.loras(), brief);
        return Lighting.develop(canvas, guide, palette, brief);
    }
}
