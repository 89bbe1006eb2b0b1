package io.controlnetflow.core.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.image.Bounds;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.sheet.Plate;
import io.controlnetflow.core.job.OutputFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Enlarges by interpolation, until the longer side has 2048, 4096 or 8192 pixels; makes nothing smaller, and invents no detail. */
final class Upscaler implements StandIn {
    static final String TEXT = "enlarged locally, no model";
    private static final Map<String, Integer> SIDES = Map.of("2k", 2048, "4k", 4096, "8k", 8192);

    @Override
    public List<Product> make(JsonNode inputs, Map<String, Picture> pictures) throws UnmakeableProduct {
        Picture in = StandIn.image(pictures);
        String target = inputs.path("target_resolution").asText("4k");
        double scale = Math.max(1, SIDES.getOrDefault(target, 4096) / (double) Math.max(in.width(), in.height()));
        int width = (int) Math.round(in.width() * scale);
        int height = (int) Math.round(in.height() * scale);
        if ((long) width * height > Bounds.DEFAULT.pixels()) {
            throw new UnmakeableProduct(String.format(
                    Locale.ROOT,
                    "target_resolution: %s: is %d x %d pixels, more than the %.0f megapixels of the local stand-in; ask for less",
                    target,
                    width,
                    height,
                    Bounds.DEFAULT.pixels() / 1e6));
        }
        Picture out = Resize.smooth(in, width, height);
        int[] rgb = out == in ? in.rgb().clone() : out.rgb();
        Plate.draw(rgb, width, height, TEXT);
        OutputFormat format = OutputFormat.of(inputs.path("output_format").asText("jpeg"));
        byte[] bytes = Encode.as(format, new Picture(width, height, rgb), "local stand-in: " + TEXT);
        return List.of(new Product.File(bytes, format.extension()));
    }
}
