package io.controlnetflow.core.embedded.painter;

import io.controlnetflow.core.job.Lora;
import java.util.List;
import java.util.Locale;

/** Colours for a prompt: a table of tone (dark to light) by tint (main hue to accent), mixed in OKLab. */
final class Palette {
    private static final int STEPS = 64;
    private final float[] table = new float[STEPS * STEPS * 3];
    private final float dark;

    private Palette(float dark) {
        this.dark = dark;
    }

    static Palette of(String prompt, List<Lora> loras, Brief brief) {
        Mood mood = Mood.of(prompt.toLowerCase(Locale.ROOT)).varied(brief).bent(loras);
        // At the API's default of 3.5 the colours are as strong as the words say.
        double strength = 0.35 + 1.5 * (1 - StrictMath.exp(-brief.guidance() / 6));
        Palette palette = new Palette(dark(mood));
        for (int tone = 0; tone < STEPS; tone++) {
            for (int tint = 0; tint < STEPS; tint++) {
                palette.put(tone, tint, mood, strength);
            }
        }
        return palette;
    }

    /** Tones below this are too dark for dark lines. */
    float dark() {
        return dark;
    }

    private static float dark(Mood mood) {
        return (float) Math.max(0.28, Math.min(0.5, 0.28 - 1.5 * mood.light()));
    }

    private void put(int toneStep, int tintStep, Mood mood, double strength) {
        double tone = toneStep / (STEPS - 1.0);
        double tint = tintStep / (STEPS - 1.0);
        double arch = StrictMath.sin(StrictMath.PI * StrictMath.pow(tone, 0.85));
        double lightness = Math.max(0.06, Math.min(0.975, 0.13 + 0.82 * tone + mood.light() * (0.3 + 0.7 * arch)));
        // Shadows lean to the accent, lights to the main hue's warm side: painters' habit, and it ties the two
        // together.
        double share = smooth(Math.max(0, Math.min(1, tint * 1.15 - 0.12 + 0.28 * (0.5 - tone))));
        double mainHue = StrictMath.toRadians(mood.hue() + 16 * (tone - 0.5));
        double accentHue = StrictMath.toRadians(mood.accent() - 12 * (tone - 0.5));
        double chroma = mood.chroma() * strength * (0.30 + 0.72 * arch);
        double a = chroma * ((1 - share) * StrictMath.cos(mainHue) + share * StrictMath.cos(accentHue));
        double b = chroma * ((1 - share) * StrictMath.sin(mainHue) + share * StrictMath.sin(accentHue));
        // Halfway between distant hues lies gray; give half of the lost colour back.
        double kept = Math.sqrt(a * a + b * b);
        double back = kept > 1e-6 ? (0.55 * kept + 0.45 * chroma) / kept : 0;
        OkLab.toSrgb(lightness, a * Math.min(2.2, back), b * Math.min(2.2, back), table, index(toneStep, tintStep));
    }

    /** The colour as {@code 0xRRGGBB}, interpolated. */
    int rgb(float tone, float tint) {
        float t = Smooth.clamp(tone) * (STEPS - 1.001f);
        float u = Smooth.clamp(tint) * (STEPS - 1.001f);
        int ti = (int) t;
        int ui = (int) u;
        int at = index(ti, ui);
        int result = 0;
        for (int c = 0; c < 3; c++) {
            float low = Smooth.mix(table[at + c], table[at + 3 + c], u - ui);
            float high = Smooth.mix(table[at + STEPS * 3 + c], table[at + STEPS * 3 + 3 + c], u - ui);
            result = result << 8 | (int) (Smooth.mix(low, high, t - ti) + 0.5f);
        }
        return result;
    }

    private static int index(int tone, int tint) {
        return (tone * STEPS + tint) * 3;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }
}
