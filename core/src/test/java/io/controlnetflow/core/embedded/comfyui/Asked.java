package io.controlnetflow.core.embedded.comfyui;

import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.job.Lora;
import io.controlnetflow.core.job.OutputFormat;
import io.controlnetflow.core.job.Size;
import java.util.List;

/** Requests for tests. */
final class Asked {
    static final byte[] MAP = Encode.png(Picture.filled(64, 48, 0xffffff));

    private Asked() {}

    static RenderRequest of(int images, OutputFormat format, Lora... loras) {
        return new RenderRequest(
                "a quiet (very quiet) harbour",
                MAP,
                new Size(300, 400),
                12,
                4.5,
                0.6,
                0.1,
                0.7,
                List.of(loras),
                42,
                images,
                format);
    }
}
