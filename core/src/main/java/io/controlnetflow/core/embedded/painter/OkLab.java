package io.controlnetflow.core.embedded.painter;

/** The perceptual colour space of Björn Ottosson (2020). */
final class OkLab {
    private OkLab() {}

    /** Writes sRGB bytes as numbers 0 to 255; a colour that no screen can show loses chroma, never its hue. */
    static void toSrgb(double lightness, double a, double b, float[] into, int at) {
        double low = 0;
        double high = 1;
        if (!shows(lightness, a, b)) {
            for (int i = 0; i < 7; i++) {
                double half = (low + high) / 2;
                if (shows(lightness, a * half, b * half)) {
                    low = half;
                } else {
                    high = half;
                }
            }
        } else {
            low = 1;
        }
        double[] linear = linear(lightness, a * low, b * low);
        for (int c = 0; c < 3; c++) {
            into[at + c] = (float) (255 * encoded(Math.max(0, Math.min(1, linear[c]))));
        }
    }

    private static boolean shows(double lightness, double a, double b) {
        for (double v : linear(lightness, a, b)) {
            if (v < -0.0005 || v > 1.0005) {
                return false;
            }
        }
        return true;
    }

    private static double[] linear(double lightness, double a, double b) {
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static double cube(double v) {
        return v * v * v;
    }

    private static double encoded(double v) {
        return v <= 0.0031308 ? 12.92 * v : 1.055 * StrictMath.pow(v, 1 / 2.4) - 0.055;
    }
}
