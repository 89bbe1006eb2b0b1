package io.controlnetflow.core.image.pose;

import java.util.List;

/**
 * A line between two joints.
 *
 * @param color {@code 0xRRGGBB}
 */
record Limb(Joint from, Joint to, int color) {
    /** In the order in which they are drawn (source: ControlNet's draw_bodypose). */
    static final List<Limb> ALL = List.of(
            limb(Joint.NECK, Joint.RIGHT_SHOULDER, 255, 0, 0),
            limb(Joint.NECK, Joint.LEFT_SHOULDER, 255, 85, 0),
            limb(Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW, 255, 170, 0),
            limb(Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST, 255, 255, 0),
            limb(Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, 170, 255, 0),
            limb(Joint.LEFT_ELBOW, Joint.LEFT_WRIST, 85, 255, 0),
            limb(Joint.NECK, Joint.RIGHT_HIP, 0, 255, 0),
            limb(Joint.RIGHT_HIP, Joint.RIGHT_KNEE, 0, 255, 85),
            limb(Joint.RIGHT_KNEE, Joint.RIGHT_ANKLE, 0, 255, 170),
            limb(Joint.NECK, Joint.LEFT_HIP, 0, 255, 255),
            limb(Joint.LEFT_HIP, Joint.LEFT_KNEE, 0, 170, 255),
            limb(Joint.LEFT_KNEE, Joint.LEFT_ANKLE, 0, 85, 255),
            limb(Joint.NECK, Joint.NOSE, 0, 0, 255),
            limb(Joint.NOSE, Joint.RIGHT_EYE, 85, 0, 255),
            limb(Joint.RIGHT_EYE, Joint.RIGHT_EAR, 170, 0, 255),
            limb(Joint.NOSE, Joint.LEFT_EYE, 255, 0, 255),
            limb(Joint.LEFT_EYE, Joint.LEFT_EAR, 255, 0, 170));

    /** At 0.6 of the colour's strength, so that joints stand out. */
    private static Limb limb(Joint from, Joint to, int red, int green, int blue) {
        int r = red * 6 / 10;
        int g = green * 6 / 10;
        int b = blue * 6 / 10;
        return new Limb(from, to, r << 16 | g << 8 | b);
    }
}
