package io.controlnetflow.core.embedded.painter;

import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.job.Lora;
import io.controlnetflow.core.job.OutputFormat;
import io.controlnetflow.core.job.Size;
import java.util.List;

/** Small drawn control maps, and the request that the tests vary. */
final class Samples {
    static final int SIDE = 256;

    private Samples() {}

    /** Two rings and a table's edge, in white on black. */
    static Picture edges() {
        int[] rgb = new int[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double far = Math.sqrt((x - 120) * (x - 120) + (y - 110) * (y - 110));
                boolean ring = Math.abs(far - 70) < 0.9 || Math.abs(far - 34) < 0.9;
                rgb[y * SIDE + x] = ring || Math.abs(y - 200 - x / 12) < 1 ? 0xffffff : 0;
            }
        }
        return new Picture(SIDE, SIDE, rgb);
    }

    /** A ball before a wall. */
    static Picture tones() {
        int[] rgb = new int[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int far = (x - 128) * (x - 128) + (y - 128) * (y - 128);
                int gray = far < 70 * 70 ? 230 - far / 40 : 40 + y / 3;
                rgb[y * SIDE + x] = gray * 0x10101;
            }
        }
        return new Picture(SIDE, SIDE, rgb);
    }

    /** A trunk, a neck and a thigh in the colours of OpenPose. */
    static Picture pose() {
        int[] rgb = new int[SIDE * SIDE];
        bar(rgb, 124, 80, 6, 80, 0x009900);
        bar(rgb, 132, 80, 6, 80, 0x009999);
        bar(rgb, 128, 50, 6, 28, 0x000099);
        bar(rgb, 112, 162, 6, 60, 0x009933);
        return new Picture(SIDE, SIDE, rgb);
    }

    private static void bar(int[] rgb, int left, int top, int width, int height, int color) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                rgb[y * SIDE + x] = color;
            }
        }
    }

    static Request request() {
        return new Request();
    }

    /** The API's defaults, changed one by one. */
    static final class Request {
        String prompt = "a cup of coffee on a wooden table, autumn sunset";
        Picture control = edges();
        Size size = new Size(SIDE, SIDE);
        int steps = 28;
        double guidance = 3.5;
        double scale = 0.7;
        double start = 0;
        double end = 0.8;
        List<Lora> loras = List.of();
        long seed = 42;
        int images = 1;
        OutputFormat format = OutputFormat.PNG;

        RenderRequest build() {
            return new RenderRequest(
                    prompt, Encode.png(control), size, steps, guidance, scale, start, end, loras, seed, images, format);
        }

        int[] pixels() {
            return new Painter().pixels(control, build(), 0);
        }
    }
}
