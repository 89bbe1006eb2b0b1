package io.controlnetflow.core.embedded.painter;

import io.controlnetflow.core.embedded.painter.Skeleton.Bone;
import java.util.ArrayList;
import java.util.List;

/** A skeleton becomes a body: tapered capsules for the limbs, a trunk and a head, melted together and softly lit. */
final class PoseFigure {
    /** One limb: a bone that is thicker at one end than at the other. */
    private record Capsule(float x0, float y0, float r0, float x1, float y1, float r1) {
        /** Distance to the surface; below 0 inside. */
        float distance(float x, float y) {
            float dx = x1 - x0;
            float dy = y1 - y0;
            float t = Smooth.clamp(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy + 1e-6f));
            return Smooth.length(x - x0 - dx * t, y - y0 - dy * t) - Smooth.mix(r0, r1, t);
        }
    }

    private PoseFigure() {}

    static Guide of(ControlMap map, Brief brief) {
        List<Bone> bones = Skeleton.bones(map);
        float unit = unit(bones);
        List<Capsule> body = body(bones, unit);
        Field distance = body.isEmpty() ? around(map, brief) : surface(body, unit, brief);
        float thick = body.isEmpty() ? brief.shortSide() / 30f : unit * 0.16f;
        return shaded(distance, thick, brief);
    }

    /** The length of a trunk, in pixels: the measure of every limb. */
    private static float unit(List<Bone> bones) {
        float trunk = 0;
        float longest = 0;
        for (Bone b : bones) {
            trunk = Math.max(trunk, b.limb() == 6 || b.limb() == 9 ? b.length() : 0);
            longest = Math.max(longest, b.length());
        }
        return trunk > 0 ? trunk : longest * 1.2f;
    }

    private static List<Capsule> body(List<Bone> bones, float unit) {
        List<Capsule> body = new ArrayList<>();
        for (Bone b : bones) {
            if (b.limb() < Skeleton.FIRST_FACE_LIMB) {
                Bone o = outward(b, bones);
                float[] radii = radii(b.limb());
                body.add(new Capsule(o.x0(), o.y0(), radii[0] * unit, o.x1(), o.y1(), radii[1] * unit));
            }
            if (b.limb() == Skeleton.NECK_TO_NOSE) {
                Bone neck = outward(b, bones);
                float lift = 0.10f * unit / Math.max(1, neck.length());
                float hx = neck.x1() + (neck.x1() - neck.x0()) * lift;
                float hy = neck.y1() + (neck.y1() - neck.y0()) * lift;
                float r = 0.215f * unit;
                body.add(new Capsule(neck.x1(), neck.y1(), r * 0.86f, hx, hy, r));
            }
        }
        return body;
    }

    /** Thickness at the inner and the outer end, in trunks. */
    private static float[] radii(int limb) {
        return switch (limb) {
            case 0, 1 -> new float[] {0.15f, 0.125f};
            case 2, 4 -> new float[] {0.12f, 0.092f};
            case 3, 5 -> new float[] {0.09f, 0.055f};
            case 6, 9 -> new float[] {0.20f, 0.165f};
            case 7, 10 -> new float[] {0.18f, 0.12f};
            case 8, 11 -> new float[] {0.115f, 0.062f};
            default -> new float[] {0.10f, 0.09f};
        };
    }

    /** Bones are found without a direction; the inner end is the one that touches the bone nearer to the neck. */
    private static Bone outward(Bone bone, List<Bone> bones) {
        int parent =
                switch (bone.limb()) {
                    case 2, 7 -> bone.limb() == 2 ? 0 : 6;
                    case 3 -> 2;
                    case 4 -> 1;
                    case 5 -> 4;
                    case 8 -> 7;
                    case 10 -> 9;
                    case 11 -> 10;
                    case 12, 6, 9 -> 0;
                    default -> -1;
                };
        Bone best = bone;
        float nearest = Float.MAX_VALUE;
        for (Bone other : bones) {
            float start = other.distanceTo(bone.x0(), bone.y0());
            float end = other.distanceTo(bone.x1(), bone.y1());
            if (other.limb() == parent && Math.min(start, end) < nearest) {
                nearest = Math.min(start, end);
                best = start <= end ? bone : bone.from(bone.x1(), bone.y1());
            }
        }
        return best;
    }

    /** Signed distance to the melted body, computed at half size: it is smooth. */
    private static Field surface(List<Capsule> body, float unit, Brief brief) {
        float melt = unit * 0.07f;
        Field half = Field.of((brief.width() + 1) / 2, (brief.height() + 1) / 2, (x, y, i) -> {
            float d = unit * 4;
            for (Capsule c : body) {
                float e = c.distance(2 * x + 0.5f, 2 * y + 0.5f);
                float h = Math.max(melt - Math.abs(d - e), 0) / melt;
                d = Math.min(d, e) - h * h * melt * 0.25f;
            }
            return d;
        });
        return Field.of(brief.width(), brief.height(), (x, y, i) -> half.sample((x - 0.5f) / 2, (y - 0.5f) / 2));
    }

    /** For lines in colours that are no skeleton's: a rough mass around whatever is drawn. */
    private static Field around(ControlMap map, Brief brief) {
        Field drawn = map.light().map((x, y, i) -> map.light().values[i] > 0.04f ? 1 : 0);
        Field mass = drawn.blur(brief.shortSide() / 40.0);
        float peak = Math.max(1e-4f, mass.max());
        float reach = brief.shortSide() / 20f;
        return mass.map((x, y, i) -> (0.25f - mass.values[i] / peak) * reach);
    }

    private static Guide shaded(Field distance, float thick, Brief brief) {
        Field height = distance.map((x, y, i) -> {
                    float depth = Smooth.clamp(-distance.values[i] / thick);
                    return (float) Math.sqrt(depth * (2 - depth)) * thick;
                })
                .blur(thick * 0.10);
        Field sx = height.slopeX();
        Field sy = height.slopeY();
        float lx = Lighting.directionX(brief);
        float ly = Lighting.directionY(brief);
        Field inside = distance.map((x, y, i) -> Smooth.step(1.4f, -1.4f, distance.values[i]));
        Field tone = distance.map((x, y, i) -> {
            float dx = -sx.values[i];
            float dy = -sy.values[i];
            float lit = (dx * lx + dy * ly + 0.36f) / (float) Math.sqrt(dx * dx + dy * dy + 1);
            float rim = Smooth.step(0.5f, 1.6f, Smooth.length(dx, dy)) * Smooth.clamp(-(dx * lx + dy * ly)) * 0.22f;
            return Smooth.clamp(0.17f + 0.80f * Smooth.step(-0.65f, 1.15f, lit) + rim);
        });
        Field presence = distance.map(
                (x, y, i) -> Math.max(inside.values[i], 0.30f * Smooth.step(thick * 2.4f, 0, distance.values[i])));
        Field shown = tone.map((x, y, i) -> inside.values[i] > 0.02f ? tone.values[i] : 0.14f);
        Field ink = distance.map((x, y, i) -> 0.55f * Smooth.step(2.6f, 0.4f, Math.abs(distance.values[i] + 0.6f)));
        Field region = inside.blur(1.5);
        Field detail = distance.map((x, y, i) -> Smooth.step(thick * 0.9f, 0, distance.values[i]));
        return new Guide(shown, ink, region, detail, presence);
    }
}
