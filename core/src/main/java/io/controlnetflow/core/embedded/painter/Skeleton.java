package io.controlnetflow.core.embedded.painter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The limbs of an OpenPose picture, found again by their colours. */
final class Skeleton {
    /** Colours of the 18 joints; the limb of the same number has the same hue at 0.6 of its brightness. */
    private static final int[] HUES = {
        0xff0000, 0xff5500, 0xffaa00, 0xffff00, 0xaaff00, 0x55ff00, 0x00ff00, 0x00ff55, 0x00ffaa,
        0x00ffff, 0x00aaff, 0x0055ff, 0x0000ff, 0x5500ff, 0xaa00ff, 0xff00ff, 0xff00aa, 0xff0055
    };

    static final int FIRST_FACE_LIMB = 13;
    static final int NECK_TO_NOSE = 12;

    private Skeleton() {}

    /**
     * One limb as a straight bone.
     *
     * @param limb its number in OpenPose's order: 0, 1 shoulders, 2 to 5 arms, 6 and 9 trunk, 7, 8, 10, 11 legs, 12 neck
     */
    record Bone(int limb, float x0, float y0, float x1, float y1) {
        float length() {
            return Smooth.length(x1 - x0, y1 - y0);
        }

        float distanceTo(float x, float y) {
            return Math.min(Smooth.length(x - x0, y - y0), Smooth.length(x - x1, y - y1));
        }

        /** The same bone, beginning at the end that is nearer to a point. */
        Bone from(float x, float y) {
            boolean turned = Smooth.length(x - x1, y - y1) < Smooth.length(x - x0, y - y0);
            return turned ? new Bone(limb, x1, y1, x0, y0) : this;
        }
    }

    /** Bones in pixels of the map. Patches smaller than a joint are passed over. */
    static List<Bone> bones(ControlMap map) {
        Field red = map.red();
        int width = red.width;
        byte[] limbs = new byte[red.values.length];
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] = (byte) limb(red.values[i], map.green().values[i], map.blue().values[i]);
        }
        int least = Math.max(6, red.shortSide() * red.shortSide() / 20000);
        List<Bone> bones = new ArrayList<>();
        for (int i = 0; i < limbs.length; i++) {
            if (limbs[i] >= 0) {
                Patch patch = new Patch(limbs[i]);
                patch.take(limbs, i, width);
                if (patch.count >= least) {
                    bones.add(patch.bone());
                }
            }
        }
        return bones;
    }

    /** The limb's number by hue, or -1 for background, joints and blends. */
    private static int limb(float r, float g, float b) {
        float most = Math.max(r, Math.max(g, b));
        if (most < 0.35f || most > 0.8f) {
            return -1;
        }
        int best = -1;
        float nearest = 0.06f;
        for (int k = 0; k < HUES.length - 1; k++) {
            float dr = r / most - (HUES[k] >> 16 & 255) / 255f;
            float dg = g / most - (HUES[k] >> 8 & 255) / 255f;
            float db = b / most - (HUES[k] & 255) / 255f;
            float far = dr * dr + dg * dg + db * db;
            if (far < nearest) {
                nearest = far;
                best = k;
            }
        }
        return best;
    }

    /** Connected pixels of one limb, and the line through them. */
    private static final class Patch {
        private final int limb;
        private int count;
        private double sumX;
        private double sumY;
        private double sumXX;
        private double sumYY;
        private double sumXY;

        Patch(int limb) {
            this.limb = limb;
        }

        void take(byte[] limbs, int first, int width) {
            ArrayDeque<Integer> open = new ArrayDeque<>();
            open.push(first);
            limbs[first] = -1;
            while (!open.isEmpty()) {
                int i = open.pop();
                int x = i % width;
                int y = i / width;
                add(x, y);
                for (int k = 0; k < 9; k++) {
                    int nx = x + k % 3 - 1;
                    int j = i + (k / 3 - 1) * width + k % 3 - 1;
                    if (nx >= 0 && nx < width && j >= 0 && j < limbs.length && limbs[j] == limb) {
                        limbs[j] = -1;
                        open.push(j);
                    }
                }
            }
        }

        private void add(int x, int y) {
            count++;
            sumX += x;
            sumY += y;
            sumXX += (double) x * x;
            sumYY += (double) y * y;
            sumXY += (double) x * y;
        }

        /** The long axis: an ellipse's deviation along it is a quarter of its length. */
        Bone bone() {
            double cx = sumX / count;
            double cy = sumY / count;
            double xx = sumXX / count - cx * cx;
            double yy = sumYY / count - cy * cy;
            double xy = sumXY / count - cx * cy;
            double angle = 0.5 * StrictMath.atan2(2 * xy, xx - yy);
            double spread = (xx + yy) / 2 + Math.sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
            float half = (float) (2 * Math.sqrt(Math.max(1, spread)));
            float dx = Smooth.cos(angle) * half;
            float dy = Smooth.sin(angle) * half;
            return new Bone(limb, (float) cx - dx, (float) cy - dy, (float) cx + dx, (float) cy + dy);
        }
    }
}
