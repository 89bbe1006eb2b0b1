package io.controlnetflow.core.image.measure;

import io.controlnetflow.core.image.Gray;
import io.controlnetflow.core.image.Picture;

/** How much fine detail a picture shows. */
public final class Sharpness {
    private Sharpness() {}

    /**
     * Variance of the four-neighbour Laplacian of luminance. To be compared between pictures of one size only: it knows detail,
     * not beauty, and takes noise for detail.
     *
     * @return 0 for a flat picture, and for one below 3 x 3 pixels; a few hundred for a crisp photograph
     */
    public static double of(Picture picture) {
        byte[] gray = Gray.of(picture);
        int w = picture.width();
        int h = picture.height();
        long n = Math.max(0, w - 2L) * Math.max(0, h - 2L);
        if (n == 0) {
            return 0;
        }
        double sum = 0;
        double squares = 0;
        for (int y = 1; y < h - 1; y++) {
            for (int i = y * w + 1; i < (y + 1) * w - 1; i++) {
                int laplacian = 4 * (gray[i] & 0xff)
                        - (gray[i - 1] & 0xff)
                        - (gray[i + 1] & 0xff)
                        - (gray[i - w] & 0xff)
                        - (gray[i + w] & 0xff);
                sum += laplacian;
                squares += (double) laplacian * laplacian;
            }
        }
        double mean = sum / n;
        return squares / n - mean * mean;
    }
}
