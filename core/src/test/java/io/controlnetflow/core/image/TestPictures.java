package io.controlnetflow.core.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Pictures for tests. */
public final class TestPictures {
    private TestPictures() {}

    /** Colourful, with flat and busy parts; depends on nothing but its size. */
    public static Picture scene(int width, int height) {
        int[] rgb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean disc =
                        (x - width / 2) * (x - width / 2) + (y - height / 2) * (y - height / 2) < width * height / 9;
                int r = disc ? 230 : x * 255 / width;
                int g = disc ? 120 + (x ^ y) % 32 : y * 255 / height;
                int b = (x / 16 + y / 16) % 2 == 0 ? 40 : 90;
                rgb[y * width + x] = r << 16 | g << 8 | b;
            }
        }
        return new Picture(width, height, rgb);
    }

    public static byte[] resource(String name) {
        try (InputStream in = TestPictures.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no test resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
