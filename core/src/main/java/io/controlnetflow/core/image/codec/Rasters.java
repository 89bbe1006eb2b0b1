package io.controlnetflow.core.image.codec;

import io.controlnetflow.core.image.Picture;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;

/** Takes samples as they are stored, because Java2D's own conversion brightens gray pictures (it takes gray as linear). */
final class Rasters {
    private Rasters() {}

    static Picture rgb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        Raster raster = image.getRaster();
        ColorModel colors = image.getColorModel();
        int bands = raster.getNumBands();
        int[] row = new int[width * bands];
        int[] out = new int[width * height];
        int[] palette = colors instanceof IndexColorModel index ? palette(index) : new int[0];
        int[] most = palette.length > 0 ? new int[0] : largest(raster.getSampleModel());
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                out[y * width + x] = palette.length > 0
                        ? palette[row[x * bands] % palette.length]
                        : pixel(row, x * bands, bands, most, colors.isAlphaPremultiplied());
            }
        }
        return new Picture(width, height, out);
    }

    private static int pixel(int[] row, int at, int bands, int[] most, boolean premultiplied) {
        int r = scaled(row[at], most[0]);
        if (bands <= 2) {
            int alpha = bands == 2 ? scaled(row[at + 1], most[1]) : 255;
            return onWhite(r, r, r, alpha, premultiplied);
        }
        int g = scaled(row[at + 1], most[1]);
        int b = scaled(row[at + 2], most[2]);
        int alpha = bands == 4 ? scaled(row[at + 3], most[3]) : 255;
        return onWhite(r, g, b, alpha, premultiplied);
    }

    private static int[] palette(IndexColorModel index) {
        int[] colors = new int[index.getMapSize()];
        index.getRGBs(colors);
        for (int i = 0; i < colors.length; i++) {
            int c = colors[i];
            colors[i] = onWhite(c >> 16 & 0xff, c >> 8 & 0xff, c & 0xff, c >>> 24, false);
        }
        return colors;
    }

    private static int[] largest(SampleModel model) {
        int[] most = new int[model.getNumBands()];
        for (int b = 0; b < most.length; b++) {
            most[b] = (int) ((1L << Math.min(31, model.getSampleSize(b))) - 1);
        }
        return most;
    }

    private static int scaled(int sample, int most) {
        return most == 255 ? sample : (int) ((sample * 255L + most / 2) / most);
    }

    private static int onWhite(int r, int g, int b, int alpha, boolean premultiplied) {
        if (alpha == 255) {
            return r << 16 | g << 8 | b;
        }
        int white = 255 * (255 - alpha);
        int times = premultiplied ? 255 : alpha;
        return Math.min(255, (r * times + white + 127) / 255) << 16
                | Math.min(255, (g * times + white + 127) / 255) << 8
                | Math.min(255, (b * times + white + 127) / 255);
    }
}
