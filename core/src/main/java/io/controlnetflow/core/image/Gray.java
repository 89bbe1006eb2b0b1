package io.controlnetflow.core.image;

/** Gray as OpenCV's {@code cvtColor} makes it, in integers (source: color_rgb.simd.hpp, RGB2Gray of 8 bits). */
public final class Gray {
    private static final int RED = 9798;
    private static final int GREEN = 19235;
    private static final int BLUE = 3735;

    private Gray() {}

    public static byte[] of(Picture picture) {
        int[] rgb = picture.rgb();
        byte[] gray = new byte[rgb.length];
        for (int i = 0; i < gray.length; i++) {
            int p = rgb[i];
            int sum = (p >> 16 & 0xff) * RED + (p >> 8 & 0xff) * GREEN + (p & 0xff) * BLUE;
            gray[i] = (byte) ((sum + (1 << 14)) >> 15);
        }
        return gray;
    }

    public static Picture picture(int width, int height, byte[] gray) {
        int[] rgb = new int[gray.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (gray[i] & 0xff) * 0x010101;
        }
        return new Picture(width, height, rgb);
    }
}
