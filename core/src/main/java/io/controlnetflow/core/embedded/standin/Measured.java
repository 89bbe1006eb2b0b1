package io.controlnetflow.core.embedded.standin;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.measure.Sharpness;
import java.util.List;
import java.util.stream.Collectors;

/** Facts of a picture in a sentence or three. */
final class Measured {
    /** How much is said. */
    enum Detail {
        LOW,
        MEDIUM,
        HIGH
    }

    private Measured() {}

    static String of(Picture picture, Detail detail) {
        StringBuilder text = new StringBuilder("Local stand-in, no model looked at this picture. It has ")
                .append(picture.width())
                .append(" x ")
                .append(picture.height())
                .append(" pixels (")
                .append(shape(picture))
                .append("), brightness ")
                .append(percent(light(picture, 0, picture.height())))
                .append('.');
        if (detail != Detail.LOW) {
            List<Colour.Share> shares = Colour.shares(picture);
            text.append(" Colours: ")
                    .append(shares.stream().limit(4).map(Colour.Share::toString).collect(Collectors.joining(", ")))
                    .append('.');
        }
        if (detail == Detail.HIGH) {
            int half = Math.max(1, picture.height() / 2);
            text.append(" Upper half: brightness ")
                    .append(percent(light(picture, 0, half)))
                    .append(", lower half: ")
                    .append(percent(light(picture, picture.height() - half, picture.height())))
                    .append(". Fine detail (variance of the Laplacian): ")
                    .append(Math.round(Sharpness.of(picture)))
                    .append('.');
        }
        return text.toString();
    }

    private static String shape(Picture picture) {
        if (picture.width() == picture.height()) {
            return "square";
        }
        return picture.width() > picture.height() ? "landscape" : "portrait";
    }

    /** Mean luma of some rows, 0 to 1. */
    private static double light(Picture picture, int fromRow, int toRow) {
        double sum = 0;
        for (int y = fromRow; y < toRow; y++) {
            for (int x = 0; x < picture.width(); x++) {
                int p = picture.at(x, y);
                sum += 0.299 * (p >> 16 & 255) + 0.587 * (p >> 8 & 255) + 0.114 * (p & 255);
            }
        }
        return sum / 255 / picture.width() / (toRow - fromRow);
    }

    private static String percent(double part) {
        return Math.round(100 * part) + " %";
    }
}
