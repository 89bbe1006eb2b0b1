package io.controlnetflow.routes.app;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Small pictures, each of another shade. */
final class Pixels {
    private Pixels() {}

    static byte[] picture(int shade) throws IOException {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        paint.setColor(new Color(shade % 200 + 40, 200, 90));
        paint.fillOval(4 + shade % 30, 6, 20 + shade % 11, 30);
        paint.dispose();
        image.setRGB(0, 0, shade);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
