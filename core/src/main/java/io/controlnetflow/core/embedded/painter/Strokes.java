package io.controlnetflow.core.embedded.painter;

import java.util.stream.IntStream;

/**
 * Lays the paint on: broad strokes everywhere, narrower ones over them, the narrowest only where there is detail. Each
 * stroke is a bent ribbon with bristle marks and takes its colour from the scene under its middle.
 */
final class Strokes {
    private static final int BRISTLES = 32;
    private static final int BANDS = 8;
    private final Scene scene;
    private final Guide guide;
    private final Brief brief;
    private final Canvas canvas;

    private Strokes(Scene scene, Guide guide, Brief brief) {
        this.scene = scene;
        this.guide = guide;
        this.brief = brief;
        Field ground = scene.tone().map((x, y, i) -> scene.tone().values[i]);
        Field hue = scene.tint().map((x, y, i) -> scene.tint().values[i]);
        this.canvas = new Canvas(ground, hue, new Field(brief.width(), brief.height()));
    }

    static Canvas paint(Scene scene, Guide guide, Brief brief) {
        Strokes strokes = new Strokes(scene, guide, brief);
        float side = brief.shortSide();
        strokes.layer(side / 34f, 0, 0);
        strokes.layer(side / 72f, 0.10f, 1);
        strokes.layer(side / 150f, 0.30f, 2);
        strokes.layer(side / 300f, 0.62f, 3);
        strokes.recover();
        return strokes.canvas;
    }

    /** What the brush blurred comes back where the guide is definite, as far as it is followed. */
    private void recover() {
        canvas.tone().eachRow(y -> {
            for (int x = 0, i = y * brief.width(); x < brief.width(); x++, i++) {
                float keep = 0.55f * guide.detail().values[i] * brief.adherence() + 0.25f * brief.insistence();
                canvas.tone().values[i] = Smooth.mix(canvas.tone().values[i], scene.tone().values[i], keep);
                canvas.tint().values[i] = Smooth.mix(canvas.tint().values[i], scene.tint().values[i], keep);
            }
        });
    }

    /** Bands of rows are painted side by side; each lays the same strokes in the same order, cut at its border. */
    private void layer(float radius, float wanted, int number) {
        if (radius < 1.1f) {
            return;
        }
        float step = radius * 1.25f;
        int columns = (int) (brief.width() / step) + 2;
        int rows = (int) (brief.height() / step) + 2;
        IntStream.range(0, BANDS).parallel().forEach(band -> {
            int top = brief.height() * band / BANDS;
            int bottom = brief.height() * (band + 1) / BANDS;
            int reach = (int) (radius * 5 / step) + 2;
            int from = Math.max(0, (int) (top / step) - reach);
            int to = Math.min(rows, (int) (bottom / step) + reach);
            for (int k = from; k < to; k++) {
                // One after the other they would lie like shingles; a stride by a prime mixes them.
                for (int c = 0; c < columns; c++) {
                    int column = (int) ((c * 7919L + k * 31L) % columns);
                    Stroke stroke = stroke(column, k, step, radius, wanted, number);
                    if (stroke != null) {
                        stroke.lay(canvas, top, bottom);
                    }
                }
            }
        });
    }

    private @org.jspecify.annotations.Nullable Stroke stroke(
            int column, int row, float step, float radius, float wanted, int number) {
        long seed = brief.seed() + 7001L * (number + 1);
        float jx = Noise.white(column, row, seed);
        float jy = Noise.white(column, row, seed + 1);
        float x = (column + jx - 0.5f) * step;
        float y = (row + jy - 0.5f) * step;
        int px = Math.max(0, Math.min(brief.width() - 1, (int) x));
        int py = Math.max(0, Math.min(brief.height() - 1, (int) y));
        int i = py * brief.width() + px;
        float chance = Noise.white(column, row, seed + 2);
        if (guide.detail().values[i] * (0.5f + 0.5f * brief.adherence()) + 0.25f * chance < wanted) {
            return null;
        }
        float dx = scene.alongX().values[i];
        float dy = scene.alongY().values[i];
        float half = radius * (1.6f + 2.0f * chance) * brief.finish();
        float tone = scene.tone().values[i];
        half *= reach(x, y, dx * half, dy * half, tone);
        float bend = bend(x, y, dx, dy, half);
        float vary = number == 0 ? 0.085f : 0.06f;
        float paint = tone + (Noise.white(column, row, seed + 3) - 0.5f) * vary;
        float tint = scene.tint().values[i] + (Noise.white(column, row, seed + 4) - 0.5f) * 0.22f;
        return new Stroke(x, y, dx, dy, half, radius, bend, paint, tint, bristles(column, row, seed + 5));
    }

    /** A stroke stops short of where the scene changes: 0.35 to 1 of its length. */
    private float reach(float x, float y, float hx, float hy, float tone) {
        float ahead = Math.abs(scene.tone().sample(x + hx, y + hy) - tone);
        float behind = Math.abs(scene.tone().sample(x - hx, y - hy) - tone);
        return 1 - 0.65f * Smooth.step(0.06f, 0.28f, Math.max(ahead, behind));
    }

    /** How much the stroke bends to follow the flow at its ends, in 1 / pixel. */
    private float bend(float x, float y, float dx, float dy, float half) {
        float ex = scene.alongX().sample(x + dx * half, y + dy * half);
        float ey = scene.alongY().sample(x + dx * half, y + dy * half);
        float sense = ex * dx + ey * dy < 0 ? -1 : 1;
        float turn = (dx * ey - dy * ex) * sense;
        return Math.max(-0.6f, Math.min(0.6f, turn)) / (2 * half + 1e-3f);
    }

    private static float[] bristles(int column, int row, long seed) {
        float[] marks = new float[BRISTLES + 1];
        long state = Noise.mix(seed ^ (column * 0x9E3779B97F4A7C15L) ^ (row * 0xC2B2AE3D27D4EB4FL));
        for (int i = 0; i <= BRISTLES; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            marks[i] = (state >>> 40) / (float) (1 << 24);
        }
        return marks;
    }

    /** One touch of the brush. */
    @SuppressWarnings("ArrayRecordComponent") // lives for one touch, never compared
    private record Stroke(
            float x,
            float y,
            float dx,
            float dy,
            float half,
            float radius,
            float bend,
            float tone,
            float tint,
            float[] bristles) {

        void lay(Canvas canvas, int top, int bottom) {
            float sag = Math.abs(bend) * half * half;
            float spanX = Math.abs(dx) * half + Math.abs(dy) * (radius + sag) + 1;
            float spanY = Math.abs(dy) * half + Math.abs(dx) * (radius + sag) + 1;
            int x0 = Math.max(0, (int) (x - spanX));
            int x1 = Math.min(canvas.tone().width - 1, (int) (x + spanX) + 1);
            int y0 = Math.max(top, (int) (y - spanY));
            int y1 = Math.min(bottom - 1, (int) (y + spanY) + 1);
            for (int py = y0; py <= y1; py++) {
                for (int px = x0; px <= x1; px++) {
                    touch(canvas, py * canvas.tone().width + px, px - x, py - y);
                }
            }
        }

        private void touch(Canvas canvas, int i, float ox, float oy) {
            float along = ox * dx + oy * dy;
            float across = oy * dx - ox * dy - bend * along * along;
            float u = along / half;
            float v = across / radius;
            if (v <= -1 || v >= 1 || u <= -1 || u >= 1) {
                return;
            }
            float place = (v + 1) * 0.5f * BRISTLES;
            int mark = Math.min(BRISTLES - 1, (int) place);
            float bristle = Smooth.mix(bristles[mark], bristles[mark + 1], place - mark);
            // Bristles lift one after the other: the stroke frays towards its end.
            float left = 1 - u * u * u * u - v * v - 0.45f * bristle * (0.5f + 0.5f * u);
            float cover = Smooth.clamp(left * 3) * (0.62f + 0.38f * bristle);
            if (cover <= 0) {
                return;
            }
            float shade = tone + (bristle - 0.5f) * 0.05f;
            canvas.tone().values[i] = Smooth.mix(canvas.tone().values[i], shade, cover);
            canvas.tint().values[i] = Smooth.mix(canvas.tint().values[i], tint, cover);
            float ridge = 0.35f + 0.65f * bristle - 0.3f * v * v;
            canvas.relief().values[i] = Smooth.mix(canvas.relief().values[i], ridge, cover);
        }
    }
}
