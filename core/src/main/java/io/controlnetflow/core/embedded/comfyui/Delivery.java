package io.controlnetflow.core.embedded.comfyui;

import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.image.PictureFormat;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.job.OutputFormat;

/** What ComfyUI saved, in the format that was asked for. ComfyUI saves PNGs, with the whole prompt in them; they stay as they are. */
final class Delivery {
    private static final int FAILED = 1405;

    private Delivery() {}

    static byte[] as(RenderRequest request, byte[] saved) throws RenderFailed {
        try {
            if (request.format() == OutputFormat.PNG && Pictures.probe(saved).format() == PictureFormat.PNG) {
                return saved;
            }
            return Encode.as(request.format(), Pictures.decode(saved), "Made with ComfyUI, seed " + request.seed());
        } catch (UnusablePicture e) {
            throw new RenderFailed(FAILED, "ComfyUI: its picture " + e.getMessage());
        }
    }
}
