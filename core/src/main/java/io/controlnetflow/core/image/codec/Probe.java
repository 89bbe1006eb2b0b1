package io.controlnetflow.core.image.codec;

import io.controlnetflow.core.image.PictureFormat;

/**
 * What a file's header says, before any pixel is decoded.
 *
 * @param format by magic bytes, whatever the file is called
 * @param width pixels as displayed, that is after {@code orientation}
 * @param height pixels as displayed
 * @param orientation EXIF orientation, 1 (upright) to 8
 */
public record Probe(PictureFormat format, int width, int height, int orientation) {
    /** As in {@code image/jpeg}. */
    public String mediaType() {
        return format.mediaType();
    }

    /** Whether the stored rows are columns on display. */
    boolean turned() {
        return orientation >= 5;
    }
}
