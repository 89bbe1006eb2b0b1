package io.controlnetflow.core.embedded.painter;

import io.controlnetflow.core.embedded.render.Errand;
import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.embedded.render.Rendered;
import io.controlnetflow.core.embedded.render.Renderer;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Paints by the control map. It draws no objects from the prompt: the words choose the colours. Each picture says that it
 * is a local preview, to the eye and in its metadata. The n-th picture is drawn with {@code seed + n}; the same request
 * gives the same pictures.
 *
 * <p>Safe for many threads. One picture is painted at a time, each with all processors: side by side they would not be
 * ready sooner, and each holds about 150 bytes a pixel.
 */
public final class Painter implements Renderer {
    private final ReentrantLock easel = new ReentrantLock();

    @Override
    public Rendered render(RenderRequest request, Errand errand) throws RenderFailed {
        Picture control = control(request);
        int width = request.size().width();
        int height = request.size().height();
        List<byte[]> images = new ArrayList<>();
        for (int image = 0; image < request.numImages(); image++) {
            int[] rgb = pixels(control, request, image);
            images.add(Encode.as(request.format(), new Picture(width, height, rgb), comment(request, image)));
        }
        return new Rendered(images);
    }

    /** The labelled pixels of one picture, {@code 0xRRGGBB}. */
    int[] pixels(Picture control, RenderRequest request, int image) {
        int width = request.size().width();
        int height = request.size().height();
        easel.lock();
        try {
            ControlMap map = ControlMap.of(control.rgb(), control.width(), control.height(), width, height);
            int[] rgb = PictureMaker.paint(map, request, image);
            Label.draw(rgb, width, height);
            return rgb;
        } finally {
            easel.unlock();
        }
    }

    private static Picture control(RenderRequest request) throws RenderFailed {
        try {
            return Pictures.decode(request.controlImage());
        } catch (UnusablePicture e) {
            throw new RenderFailed("control_image: " + e.getMessage(), e);
        }
    }

    private static String comment(RenderRequest request, int image) {
        return Label.TEXT + "; painted by ControlNet Flow, seed " + (request.seed() + image);
    }
}
