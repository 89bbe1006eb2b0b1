package io.controlnetflow.core.image.model;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.net.Slot;
import io.controlnetflow.core.image.net.Tensor;
import java.util.List;

/** Makes a network's input of a photograph: the size and the layout that its file declares. Pure. */
final class PhotoInput {
    private static final int CHANNELS = 3;
    private static final int LARGEST = 4096;

    private PhotoInput() {}

    /**
     * @param file of the network, for the message
     * @throws UnmakeableMap when the network does not take one photograph of three channels
     */
    static Tensor of(Picture photo, String file, Slot slot, Feed feed) {
        List<Integer> shape = slot.shape();
        boolean four = shape.size() == 4 && (shape.get(0) == 1 || shape.get(0) == Slot.ANY);
        boolean first = four && shape.get(1) == CHANNELS;
        boolean last = four && !first && shape.get(3) == CHANNELS;
        if (!first && !last) {
            throw new UnmakeableMap(file + ": takes " + slot + "; 1x3xHEIGHTxWIDTH or 1xHEIGHTxWIDTHx3 of " + Slot.FLOAT
                    + " (one photograph) is expected, so name a model that takes one");
        }
        int height = side(shape.get(first ? 2 : 1), photo.height(), photo, feed);
        int width = side(shape.get(first ? 3 : 2), photo.width(), photo, feed);
        if (height < 1 || width < 1 || height > LARGEST || width > LARGEST) {
            throw new UnmakeableMap(file + ": takes " + slot + ", which is no size of a photograph");
        }
        float[] values = values(Resize.smooth(photo, width, height), feed, first);
        return new Tensor(
                slot.name(), first ? List.of(1, CHANNELS, height, width) : List.of(1, height, width, CHANNELS), values);
    }

    /** The declared size, else one that keeps the photograph's shape. */
    private static int side(int declared, int own, Picture photo, Feed feed) {
        if (declared != Slot.ANY) {
            return declared;
        }
        double scale = feed.side() == 0 ? 1 : feed.side() / Math.sqrt((double) photo.width() * photo.height());
        return (int) Math.max(1, Math.round(own * scale / feed.multiple())) * feed.multiple();
    }

    private static float[] values(Picture photo, Feed feed, boolean channelsFirst) {
        int pixels = photo.rgb().length;
        float[] values = new float[pixels * CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            int shift = 16 - 8 * c;
            int place = feed.bgr() ? CHANNELS - 1 - c : c;
            double mean = feed.mean().get(c);
            double deviation = feed.deviation().get(c);
            for (int i = 0; i < pixels; i++) {
                int at = channelsFirst ? place * pixels + i : i * CHANNELS + place;
                values[at] = (float) (((photo.rgb()[i] >> shift & 0xff) / 255.0 - mean) / deviation);
            }
        }
        return values;
    }
}
