package io.controlnetflow.core.embedded.painter;

/**
 * Draughtsmen call it lost and found: the less the control map counts, the more of each line is left out, while what stays
 * is drawn firmly. Lines in a thicket are lost before those that stand alone.
 */
final class LostLines {
    /** Pixels between two looked-up places of the noise, which is smooth. */
    private static final int STEP = 4;
    /** How slowly a line comes and goes, as a share of the range of luck. */
    private static final float TAPER = 0.2f;

    private LostLines() {}

    /** The ink that is left; all of it when the map is followed fully and to the end. */
    static Field of(Field ink, Brief brief) {
        float lost = share(brief);
        if (lost <= 0) {
            return ink;
        }
        int side = ink.shortSide();
        float scale = 9f * STEP / side;
        Field crowd = ink.box(side / 40.0).box(side / 40.0);
        Field chance = Field.of(
                ink.width / STEP + 2,
                ink.height / STEP + 2,
                (x, y, i) -> 0.5f + 1.7f * (Noise.cloudy(x * scale, y * scale, brief.seed() + 600, 2) - 0.5f));
        float edge = (1 + 2 * TAPER) * lost - TAPER;
        return ink.map((x, y, i) -> {
            if (ink.values[i] <= 0) {
                return 0;
            }
            float alone = 1 - Math.min(1, crowd.values[i] * 4);
            float luck = 0.75f * chance.sample(x / (float) STEP, y / (float) STEP) + 0.25f * alone;
            return ink.values[i] * Smooth.step(edge - TAPER, edge + TAPER, luck);
        });
    }

    /** How much of the lines is lost, 0 to 1: by a low scale, and by an early end. */
    private static float share(Brief brief) {
        float loose = 1 - brief.adherence();
        float followed = 1 - 0.44f * loose * (0.7f + 0.3f * loose);
        float late = 0.48f * Smooth.step(0, 0.75f, 1 - brief.end());
        return 1 - followed * (1 - late);
    }
}
