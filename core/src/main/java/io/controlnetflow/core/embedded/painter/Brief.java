package io.controlnetflow.core.embedded.painter;

import io.controlnetflow.core.embedded.render.RenderRequest;
import java.util.Locale;

/**
 * What the request means to the painter, in its own numbers.
 *
 * @param seed of this picture alone, mixed with the prompt
 * @param adherence 0 to 1: how much of the picture belongs to the control map
 * @param insistence 0 to 1: what a conditioning scale above 1 adds
 * @param start fraction of the steps before the control map counts: its coarse forms are lost
 * @param end fraction of the steps after which it no longer counts: its fine forms are lost
 * @param finish 0.5 to 1.6: how far the strokes are carried out
 * @param guidance 0 to 20, the prompt's strength
 */
record Brief(
        int width,
        int height,
        long seed,
        float adherence,
        float insistence,
        float start,
        float end,
        float finish,
        double guidance) {

    static Brief of(RenderRequest r, int image) {
        long seed = Noise.mix((r.seed() + image) * 0x9E3779B97F4A7C15L ^ 0xF1E2)
                ^ Noise.hash(r.prompt().trim().toLowerCase(Locale.ROOT));
        float scale = (float) r.conditioningScale();
        return new Brief(
                r.size().width(),
                r.size().height(),
                seed,
                Math.min(1, scale),
                Math.max(0, Math.min(1, scale - 1)),
                (float) r.guidanceStart(),
                (float) r.guidanceEnd(),
                0.5f + r.steps() * 1.1f / 50,
                r.guidanceScale());
    }

    /**
     * The adherence as it is seen: it rises fast at first, then slower, and ends at 1.
     *
     * @param ease above 0; the smaller, the faster it rises at first
     */
    float pull(float ease) {
        return adherence * (1 + ease) / (adherence + ease);
    }

    int shortSide() {
        return Math.min(width, height);
    }

    /** A number of this picture, 0 to 1. */
    float chance(int which) {
        return Noise.white(which, seed);
    }
}
