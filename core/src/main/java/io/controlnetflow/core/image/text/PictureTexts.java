package io.controlnetflow.core.image.text;

import io.controlnetflow.core.image.PictureFormat;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Magic;
import java.util.Optional;

/**
 * Puts texts into pictures and reads them. What holds the pixels stays byte for byte as it was. Pure and thread-safe.
 *
 * <p>PNG: chunks {@code iTXt} and {@code tEXt}. JPEG and WebP: an XMP packet, into which the one that is there already is merged.
 */
public final class PictureTexts {
    private PictureTexts() {}

    /** Whether bytes that begin so have a place for texts. */
    public static boolean fit(byte[] head) {
        return Magic.format(head).isPresent();
    }

    /**
     * The same picture with the texts; ours from an earlier time are replaced, parameters by another hand are left alone.
     *
     * @throws UnusablePicture when it is no JPEG, PNG or WebP, is damaged, or has no room for so much text
     */
    public static byte[] with(byte[] file, Texts texts) {
        Optional<PictureFormat> format = Magic.format(file);
        if (format.isEmpty()) {
            throw new UnusablePicture("is no JPEG, PNG or WebP, and has no place for texts");
        }
        return switch (format.get()) {
            case PNG -> PngTexts.with(file, texts);
            case JPEG -> JpegTexts.with(file, texts);
            case WEBP -> WebpTexts.with(file, texts);
        };
    }

    /** What stands in it; nothing for a file that is damaged or no picture. */
    public static Texts read(byte[] file) {
        Optional<PictureFormat> format = Magic.format(file);
        if (format.isEmpty()) {
            return Texts.NONE;
        }
        try {
            return switch (format.get()) {
                case PNG -> PngTexts.read(file);
                case JPEG -> JpegTexts.read(file);
                case WEBP -> WebpTexts.read(file);
            };
        } catch (UnusablePicture damaged) {
            return Texts.NONE;
        }
    }
}
