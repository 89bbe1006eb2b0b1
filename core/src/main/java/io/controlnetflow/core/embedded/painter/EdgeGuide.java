package io.controlnetflow.core.embedded.painter;

/**
 * Lines become areas: each side of a line is given a tone, by how it faces the light, and a colour family; both spread
 * until they meet the next line. Busy places are calmed: the denser the lines, the lighter their ink.
 */
final class EdgeGuide {
    private EdgeGuide() {}

    static Guide of(Field light, Brief brief) {
        int side = brief.shortSide();
        Field near = light.blur(Math.max(1.2, side / 480.0));
        Field sx = near.slopeX();
        Field sy = near.slopeY();
        Field known = near.map((x, y, i) -> {
            float slope = Smooth.length(sx.values[i], sy.values[i]);
            return Math.min(1, slope * slope * 260);
        });
        Field tone = facing(sx, sy, brief).spread(known).blur(1);
        Field region = families(sx, sy, brief).spread(known);

        Field line = ridges(light, side);
        Field density = line.box(side / 48.0).box(side / 48.0);
        Field calm = density.map((x, y, i) -> calm(density.values[i] / 2.3f));
        float firm = 0.8f * (1 - brief.adherence());
        Field ink = line.map((x, y, i) -> line.values[i] * Smooth.mix(calm.values[i], 1, firm));
        Field about = light.blur(side / 110.0);
        Field detail = about.map((x, y, i) -> Smooth.clamp(about.values[i] * 9));
        Field gentle = tone.map((x, y, i) -> Smooth.mix(0.5f, tone.values[i], 0.6f + 0.4f * calm.values[i]));
        return new Guide(gentle, ink, region, detail, tone.map((x, y, i) -> 1));
    }

    /** A thin line as it is; of a wide and soft one, the middle. */
    private static Field ridges(Field light, int side) {
        Field near = light.blur(Math.max(0.8, side / 900.0));
        Field wide = light.blur(Math.max(3, side / 200.0));
        return near.map((x, y, i) -> Smooth.clamp((near.values[i] - 0.6f * wide.values[i]) * 2.6f));
    }

    /** Full ink for a line that stands alone, little in a thicket; where the map is hardly followed, LostLines thins the thickets. */
    private static float calm(float density) {
        float crowd = density / 0.16f;
        return 0.34f + 0.66f / (1 + crowd * crowd);
    }

    private static Field facing(Field sx, Field sy, Brief brief) {
        float lightX = Lighting.directionX(brief);
        float lightY = Lighting.directionY(brief);
        return sx.map((x, y, i) -> {
            float slope = Smooth.length(sx.values[i], sy.values[i]) + 1e-6f;
            return 0.5f + 0.46f * (sx.values[i] * lightX + sy.values[i] * lightY) / slope;
        });
    }

    /** A colour family is drawn from noise, looked up a step away from the line, so its two sides differ. */
    private static Field families(Field sx, Field sy, Brief brief) {
        float side = brief.shortSide();
        return sx.map((x, y, i) -> {
            float slope = Smooth.length(sx.values[i], sy.values[i]);
            if (slope < 1e-4f) {
                return 0.5f;
            }
            float u = x / side - sx.values[i] / slope * 0.11f;
            float v = y / side - sy.values[i] / slope * 0.11f;
            float drawn = Noise.smooth(u * 3.1f + 50, v * 3.1f + 50, brief.seed() + 400);
            return Smooth.clamp(0.5f + 1.6f * (drawn - 0.5f));
        });
    }
}
