package io.controlnetflow.core.image.pose;

import io.controlnetflow.core.image.Picture;
import java.util.List;

/**
 * Draws skeletons as ControlNet's OpenPose maps show them: limbs as flat ellipses, joints as discs, on black, without smoothing
 * (source: draw_bodypose of ControlNet). The same on every machine.
 */
public final class SkeletonPainter {
    /** Half of a limb's thickness, and a joint's radius, in a picture of 512 pixels. */
    private static final double HALF = 4;

    private static final double USUAL = 512;

    private final int width;
    private final int height;
    private final int[] rgb;
    private final double half;

    private SkeletonPainter(int width, int height) {
        this.width = width;
        this.height = height;
        this.rgb = new int[width * height];
        this.half = HALF * Math.max(0.5, Math.max(width, height) / USUAL);
    }

    /** A black picture of this size with these people. */
    public static Picture draw(int width, int height, List<Skeleton> people) {
        SkeletonPainter painter = new SkeletonPainter(width, height);
        for (Skeleton person : people) {
            for (Limb limb : Limb.ALL) {
                person.at(limb.from())
                        .ifPresent(from -> person.at(limb.to()).ifPresent(to -> painter.limb(from, to, limb.color())));
            }
        }
        for (Skeleton person : people) {
            person.joints().forEach((joint, spot) -> painter.disc(spot, joint.color()));
        }
        return new Picture(width, height, painter.rgb);
    }

    private void limb(Skeleton.Spot from, Skeleton.Spot to, int color) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double length = Math.sqrt(dx * dx + dy * dy);
        if (length > 0) {
            ellipse((from.x() + to.x()) / 2.0, (from.y() + to.y()) / 2.0, dx / length, dy / length, length / 2, color);
        }
    }

    private void disc(Skeleton.Spot at, int color) {
        ellipse(at.x(), at.y(), 1, 0, half, color);
    }

    /** Around a middle, with its long axis in a direction of length 1. */
    private void ellipse(double x, double y, double alongX, double alongY, double reach, int color) {
        double most = Math.max(reach, half);
        for (int py = (int) Math.max(0, y - most); py <= Math.min(height - 1, y + most); py++) {
            for (int px = (int) Math.max(0, x - most); px <= Math.min(width - 1, x + most); px++) {
                double a = ((px - x) * alongX + (py - y) * alongY) / reach;
                double b = ((py - y) * alongX - (px - x) * alongY) / half;
                if (a * a + b * b <= 1) {
                    rgb[py * width + px] = color;
                }
            }
        }
    }
}
