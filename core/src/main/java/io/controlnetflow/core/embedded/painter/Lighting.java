package io.controlnetflow.core.embedded.painter;

/** Light from above, from one side or the other; the paint's relief, the vignette, the grain. */
final class Lighting {
    private Lighting() {}

    /** Where the light comes from, to the right. */
    static float directionX(Brief brief) {
        return Smooth.cos(angle(brief));
    }

    /** Where the light comes from, downwards: always below 0, for light comes from above. */
    static float directionY(Brief brief) {
        return Smooth.sin(angle(brief));
    }

    /** 125 to 160 degrees to the left, or 20 to 55 to the right. */
    private static double angle(Brief brief) {
        double tilt = 25 + 35 * brief.chance(21);
        return StrictMath.toRadians(brief.chance(22) < 0.5 ? -tilt : tilt - 180);
    }

    /** Mixes the colours of the finished canvas. */
    static int[] develop(Canvas canvas, Guide guide, Palette palette, Brief brief) {
        Field relief = canvas.relief().blur(0.6);
        float lightX = directionX(brief);
        float lightY = directionY(brief);
        float bump = 1.1f * Math.min(1.2f, brief.shortSide() / 768f);
        float inkStrength = 0.92f * brief.pull(0.22f) + 0.3f * brief.insistence();
        float dark = palette.dark();
        Field ground = canvas.tone().blur(brief.shortSide() / 90.0);
        int[] rgb = new int[brief.width() * brief.height()];
        relief.eachRow(y -> {
            for (int x = 0; x < brief.width(); x++) {
                int i = y * brief.width() + x;
                float facing = (relief.at(x - 1, y) - relief.at(x + 1, y)) * lightX
                        + (relief.at(x, y - 1) - relief.at(x, y + 1)) * lightY;
                float tone = canvas.tone().values[i] + bump * Math.max(-0.07f, Math.min(0.07f, facing * 0.16f));
                float u = x / (float) brief.width() - 0.5f;
                float v = y / (float) brief.height() - 0.5f;
                tone -= 0.24f * (u * u + v * v);
                float ink = Smooth.clamp(guide.ink().values[i] * inkStrength);
                tone = Smooth.mix(tone, line(ground.values[i], dark), 0.92f * ink);
                tone += (Noise.white(x, y, brief.seed() + 3) - 0.5f) * 0.014f;
                rgb[i] = palette.rgb(tone, canvas.tint().values[i] + 0.10f * ink);
            }
        });
        return rgb;
    }

    /** Lines are dark, but light where the ground is dark already. */
    private static float line(float ground, float dark) {
        float lift = Smooth.step(dark + 0.03f, dark - 0.03f, ground);
        return Smooth.mix(Math.min(0.05f, ground * 0.2f), ground + 0.46f, lift);
    }
}
