package io.controlnetflow.core.embedded.comfyui;

import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.image.Resize;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.job.Size;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A control map as ComfyUI gets it: a PNG of the size that is generated, named by its bytes. What stands over is cut off
 * evenly, as ComfyUI would do, but an edge map stays sharp.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record ControlMapFile(String name, byte[] png) {
    static ControlMapFile of(RenderRequest request) throws RenderFailed {
        Size size = FluxGraph.size(request);
        try {
            byte[] png = Encode.png(Resize.cover(Pictures.decode(request.controlImage()), size.width(), size.height()));
            return new ControlMapFile(sha256(png) + ".png", png);
        } catch (UnusablePicture e) {
            throw new RenderFailed("control_image: " + e.getMessage(), e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
