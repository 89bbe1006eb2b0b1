package io.controlnetflow.core.embedded.standin;

import io.controlnetflow.core.image.Picture;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The colours that have everyday names. */
enum Colour {
    BLACK,
    GRAY,
    WHITE,
    RED,
    ORANGE,
    BROWN,
    YELLOW,
    GREEN,
    CYAN,
    BLUE,
    PURPLE,
    PINK;

    /** A colour and how much of a picture has it, 0 to 1. */
    record Share(Colour colour, double part) {
        @Override
        public String toString() {
            return colour.name().toLowerCase(Locale.ROOT) + " (" + Math.round(100 * part) + " %)";
        }
    }

    /** Those of at least a twentieth of the picture, the largest first. */
    static List<Share> shares(Picture picture) {
        Map<Colour, Integer> counts = new EnumMap<>(Colour.class);
        for (int p : picture.rgb()) {
            counts.merge(of(p), 1, Integer::sum);
        }
        List<Share> shares = new ArrayList<>();
        double all = picture.rgb().length;
        counts.forEach((c, n) -> shares.add(new Share(c, n / all)));
        shares.removeIf(s -> s.part() < 0.05);
        shares.sort((a, b) -> Double.compare(b.part(), a.part()));
        return shares;
    }

    /** The name for one pixel, by hue, saturation and value. */
    static Colour of(int rgb) {
        float[] hsv = java.awt.Color.RGBtoHSB(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, null);
        float hue = hsv[0] * 360;
        if (hsv[2] < 0.15f) {
            return BLACK;
        }
        if (hsv[1] < 0.15f) {
            return hsv[2] > 0.85f ? WHITE : GRAY;
        }
        if (hue < 15 || hue >= 345) {
            return hsv[1] < 0.5f && hsv[2] > 0.7f ? PINK : RED;
        }
        if (hue < 45) {
            return hsv[2] < 0.6f ? BROWN : ORANGE;
        }
        if (hue < 70) {
            return YELLOW;
        }
        if (hue < 165) {
            return GREEN;
        }
        return hue < 200 ? CYAN : hue < 260 ? BLUE : hue < 310 ? PURPLE : PINK;
    }
}
