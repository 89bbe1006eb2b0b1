package io.controlnetflow.core.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.sheet.Plate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A slow zoom into the picture, and a dissolve into the last one when there is one: a Motion-JPEG AVI of 8 frames a second
 * without sound, where the model would give an MP4. Nothing in the picture moves.
 */
final class ImageToVideo implements StandIn {
    static final String TEXT = "local zoom, no model";
    private static final int RATE = 8;
    private static final double ZOOM = 0.12;
    private static final float QUALITY = 0.85f;
    /** The part of the time after which the dissolve begins. */
    private static final double DISSOLVE = 0.75;

    @Override
    public List<String> pictures() {
        return List.of("image", "last_image");
    }

    @Override
    public List<Product> make(JsonNode inputs, Map<String, Picture> pictures) {
        String[] size = inputs.path("size").asText("832*480").split("\\*", 2);
        int width = Integer.parseInt(size[0]);
        int height = Integer.parseInt(size[1]);
        Picture first = StandIn.image(pictures);
        Picture last = pictures.get("last_image");
        int frames = inputs.path("duration").asInt(5) * RATE;
        List<byte[]> encoded = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            double time = i / (double) (frames - 1);
            int[] rgb = zoomed(first, time, width, height).rgb();
            if (last != null && time > DISSOLVE) {
                dissolve(rgb, Resize.cover(last, width, height).rgb(), (time - DISSOLVE) / (1 - DISSOLVE));
            }
            Plate.draw(rgb, width, height, TEXT);
            encoded.add(Encode.jpeg(new Picture(width, height, rgb), QUALITY, ""));
        }
        return List.of(new Product.File(
                Avi.of(width, height, RATE, encoded, "ControlNet Flow, local stand-in: " + TEXT), "avi"));
    }

    private static Picture zoomed(Picture in, double time, int width, int height) {
        double fit = Math.min(in.width() / (double) width, in.height() / (double) height);
        double scale = fit * (1 - ZOOM * time);
        double w = width * scale;
        double h = height * scale;
        return Resize.part(in, (in.width() - w) / 2, (in.height() - h) / 2, w, h, width, height);
    }

    private static void dissolve(int[] rgb, int[] into, double part) {
        for (int i = 0; i < rgb.length; i++) {
            int mixed = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                int a = rgb[i] >> shift & 255;
                int b = into[i] >> shift & 255;
                mixed |= (int) Math.round(a + (b - a) * part) << shift;
            }
            rgb[i] = mixed;
        }
    }
}
