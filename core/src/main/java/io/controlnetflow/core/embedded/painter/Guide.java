package io.controlnetflow.core.embedded.painter;

/**
 * What the control map asks of the picture.
 *
 * @param tone light and dark, 0 to 1
 * @param ink how dark a line is drawn, 0 to 1
 * @param region which colour family a place belongs to, 0 to 1
 * @param detail where fine strokes belong, 0 to 1
 * @param presence how much the tone counts here against the backdrop, 0 to 1
 */
record Guide(Field tone, Field ink, Field region, Field detail, Field presence) {

    static Guide of(ControlMap map, Brief brief) {
        Guide guide =
                switch (map.kind()) {
                    case EDGES -> EdgeGuide.of(map.light(), brief);
                    case TONES -> tones(map.light(), brief);
                    case POSE -> PoseFigure.of(map, brief);
                };
        return guide.between(brief);
    }

    /** Gray and depth maps give the tones themselves; their slopes are only hinted at in ink. */
    private static Guide tones(Field light, Brief brief) {
        float low = light.min();
        float span = Math.max(0.05f, light.max() - low);
        Field even = light.map((x, y, i) -> (light.values[i] - low) / span);
        float bias = bias(even);
        Field tone = even.map((x, y, i) -> even.values[i] / (bias * (1 - even.values[i]) + 1));
        Field soft = tone.blur(Math.max(0.8, brief.shortSide() / 700.0));
        Field sx = soft.slopeX();
        Field sy = soft.slopeY();
        Field ink = tone.map((x, y, i) -> Smooth.clamp(Smooth.length(sx.values[i], sy.values[i]) * 5 - 0.12f) * 0.55f);
        Field broad = tone.blur(brief.shortSide() / 40.0);
        Field region = broad.map((x, y, i) -> Smooth.step(0.1f, 0.9f, broad.values[i]));
        Field detail = ink.blur(brief.shortSide() / 160.0);
        Field busy = detail.map((x, y, i) -> Smooth.clamp(detail.values[i] * 5));
        return new Guide(tone, ink, region, busy, tone.map((x, y, i) -> 1));
    }

    /** Lifts a dark map so that its mean comes nearer to the middle; a light one stays. */
    private static float bias(Field tone) {
        double sum = 0;
        for (float v : tone.values) {
            sum += v;
        }
        float mean = (float) (sum / tone.values.length);
        return Math.max(-0.7f, Math.min(0f, (mean / 0.45f - 1) / (1.001f - mean)));
    }

    /** Coarse forms enter with the first steps, fine ones with the last: what lies outside the span is lost. */
    private Guide between(Brief brief) {
        int side = tone.shortSide();
        float start = brief.start();
        float late = 1 - brief.end();
        Field fineTone = tone.blur(late * late * side / 14.0);
        Field found = LostLines.of(ink, brief).blur(late * late * side / 500.0);
        if (start <= 0) {
            return new Guide(fineTone, found, region, detail, presence);
        }
        Field coarse = fineTone.blur(2 + side / 6.0 * (1 - start) * (1 - start));
        float lost = Math.min(1, start * 1.4f);
        return new Guide(
                fineTone.map((x, y, i) -> fineTone.values[i] - lost * (coarse.values[i] - 0.5f)),
                found.map((x, y, i) -> found.values[i] * (1 - start)),
                region.map((x, y, i) -> Smooth.mix(region.values[i], 0.5f, lost)),
                detail,
                presence);
    }
}
