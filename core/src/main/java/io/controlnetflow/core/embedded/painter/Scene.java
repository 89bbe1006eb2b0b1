package io.controlnetflow.core.embedded.painter;

/**
 * What is to be painted, before the first stroke: a landscape of warped noise, bent towards the guide by the adherence.
 *
 * @param tone dark to light, 0 to 1
 * @param tint main hue to accent, 0 to 1
 * @param alongX with alongY: which way the strokes run, of length 1
 */
record Scene(Field tone, Field tint, Field alongX, Field alongY) {

    static Scene of(Guide guide, Brief brief) {
        int side = brief.shortSide();
        float scale = (2.0f + 2.2f * brief.chance(31)) / side;
        float hold = brief.pull(2);
        long seed = brief.seed();
        // The warp is smooth: a quarter of the size is enough.
        int small = Math.max(1, side / 256);
        Field warpX = coarse(brief, small, (u, v) -> Noise.cloudy(u * scale + 11, v * scale + 3, seed, 3));
        Field warpY = coarse(brief, small, (u, v) -> Noise.cloudy(u * scale - 7, v * scale + 19, seed + 5, 3));
        Field land = coarse(brief, Math.max(1, side / 512), (u, v) -> {
            float wx = warpX.sample(u / small, v / small);
            float wy = warpY.sample(u / small, v / small);
            return Noise.cloudy(u * scale + 2.2f * wx, v * scale + 2.2f * wy, seed + 9, 4);
        });
        int landStep = Math.max(1, side / 512);
        Field tone = new Field(brief.width(), brief.height());
        Field tint = new Field(brief.width(), brief.height());
        tone.eachRow(y -> {
            float up = 0.5f - y / (float) brief.height();
            for (int x = 0; x < brief.width(); x++) {
                int i = y * brief.width() + x;
                float cloud = land.sample(x / (float) landStep, y / (float) landStep) - 0.5f;
                float drift = warpX.sample(x / (float) small, y / (float) small) - 0.5f;
                float backdrop = 0.50f + 1.65f * cloud + 0.26f * up;
                float region = guide.region().values[i] - 0.5f;
                float asked = 0.10f + 0.80f * guide.tone().values[i] + 0.24f * cloud + 0.12f * up + 0.34f * region;
                float part = hold * guide.presence().values[i];
                tone.values[i] = Smooth.clamp(Smooth.mix(backdrop, asked, 0.9f * part));
                tint.values[i] = Smooth.clamp(0.42f + 2.0f * drift + 0.7f * cloud + 1.15f * hold * region);
            }
        });
        return flow(tone, tint, guide, brief);
    }

    private interface Place {
        float value(float x, float y);
    }

    private static Field coarse(Brief brief, int step, Place place) {
        return Field.of(
                brief.width() / step + 2, brief.height() / step + 2, (x, y, i) -> place.value(x * step, y * step));
    }

    /** Strokes run along forms where there are any, and with a slow swirl elsewhere. */
    private static Scene flow(Field tone, Field tint, Guide guide, Brief brief) {
        int side = brief.shortSide();
        Field form = guide.tone().blur(side / 130.0);
        Field sx = form.slopeX();
        Field sy = form.slopeY();
        Field turn = coarse(brief, 8, (u, v) -> Noise.cloudy(u * 1.7f / side, v * 1.7f / side, brief.seed() + 77, 2));
        Field alongX = new Field(brief.width(), brief.height());
        Field alongY = new Field(brief.width(), brief.height());
        Field swirlX = turn.map((x, y, i) -> Smooth.cos(StrictMath.PI * 2.6 * turn.values[i]));
        Field swirlY = turn.map((x, y, i) -> Smooth.sin(StrictMath.PI * 2.6 * turn.values[i]));
        alongX.eachRow(y -> {
            for (int x = 0; x < brief.width(); x++) {
                int i = y * brief.width() + x;
                float ax = swirlX.sample(x / 8f, y / 8f);
                float ay = swirlY.sample(x / 8f, y / 8f);
                float slope = Smooth.length(sx.values[i], sy.values[i]) + 1e-6f;
                float tx = -sy.values[i] / slope;
                float ty = sx.values[i] / slope;
                float sense = tx * ax + ty * ay < 0 ? -1 : 1;
                float k = Math.min(1, slope * side / 9f) * brief.adherence();
                float dx = Smooth.mix(ax, tx * sense, k);
                float dy = Smooth.mix(ay, ty * sense, k);
                float length = Smooth.length(dx, dy) + 1e-6f;
                alongX.values[i] = dx / length;
                alongY.values[i] = dy / length;
            }
        });
        return new Scene(tone, tint, alongX, alongY);
    }
}
