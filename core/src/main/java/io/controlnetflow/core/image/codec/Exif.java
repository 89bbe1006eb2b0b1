package io.controlnetflow.core.image.codec;

import io.controlnetflow.core.image.UnusablePicture;

/** The one thing that we want from EXIF: which way is up. Anything odd in it means upright. */
final class Exif {
    private static final int ORIENTATION = 0x0112;

    private Exif() {}

    /**
     * @param tiff where the TIFF header ({@code II} or {@code MM}) of the EXIF block begins
     * @return 1 to 8
     */
    static int orientation(Bytes file, long tiff) {
        try {
            boolean little = file.is(tiff, "II");
            if (!little && !file.is(tiff, "MM")) {
                return 1;
            }
            long ifd = tiff + (little ? file.le32(tiff + 4) : file.be32(tiff + 4));
            int entries = u16(file, ifd, little);
            for (int i = 0; i < entries; i++) {
                long entry = ifd + 2 + 12L * i;
                if (u16(file, entry, little) == ORIENTATION) {
                    int value = u16(file, entry + 8, little);
                    return value >= 1 && value <= 8 ? value : 1;
                }
            }
            return 1;
        } catch (UnusablePicture outside) {
            return 1;
        }
    }

    private static int u16(Bytes file, long at, boolean little) {
        return little ? file.le16(at) : file.be16(at);
    }
}
