package io.controlnetflow.core.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.sheet.Plate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Clears what is joined to the border and of its colours: good for things before a plain ground, and for nothing else. */
final class BackgroundRemover implements StandIn {
    static final String TEXT = "local matte, no model";

    @Override
    public List<Product> make(JsonNode inputs, Map<String, Picture> pictures) {
        Picture in = StandIn.image(pictures);
        byte[] alpha = Matte.of(in);
        int[] rgb = in.rgb().clone();
        Plate.draw(rgb, in.width(), in.height(), TEXT);
        Plate.box(in.width(), in.height(), TEXT).ifPresent(b -> {
            for (int y = b.top(); y < b.top() + b.height(); y++) {
                int from = y * in.width() + b.left();
                Arrays.fill(alpha, from, from + b.width(), (byte) 255);
            }
        });
        byte[] png = Encode.png(
                new Picture(in.width(), in.height(), rgb), alpha, Map.of("Comment", "local stand-in: " + TEXT));
        return List.of(new Product.File(png, "png"));
    }
}
