package io.controlnetflow.core.image.codec;

import com.luciad.imageio.webp.WebPImageWriterSpi;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.job.OutputFormat;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures to bytes. The same picture and the same texts give the same bytes. */
public final class Encode {
    /** JPEG quality of generated pictures, 0 to 1. */
    public static final float QUALITY = 0.92f;

    private static final DirectColorModel RGB = new DirectColorModel(24, 0xff0000, 0xff00, 0xff);

    private Encode() {}

    /** By the API's word for the format; the comment is written where the format has a place for it (not in WebP). */
    public static byte[] as(OutputFormat format, Picture picture, String comment) {
        return switch (format) {
            case PNG -> png(picture, comment.isEmpty() ? Map.of() : Map.of("Comment", comment));
            case JPEG -> jpeg(picture, QUALITY, comment);
            case WEBP -> webp(picture);
        };
    }

    public static byte[] png(Picture picture) {
        return png(picture, Map.of());
    }

    /**
     * @param texts keyword (Latin-1, up to 79 letters) to text, written as iTXt in the order of the keywords
     */
    public static byte[] png(Picture picture, Map<String, String> texts) {
        return PngWriter.write(picture, null, texts);
    }

    /**
     * A picture that is clear in places.
     *
     * @param alpha 0 (clear) to 255 (opaque), one a pixel
     * @param texts as above
     */
    public static byte[] png(Picture picture, byte[] alpha, Map<String, String> texts) {
        if (alpha.length != picture.rgb().length) {
            throw new IllegalArgumentException(alpha.length + " alpha values for " + picture.rgb().length + " pixels");
        }
        return PngWriter.write(picture, alpha, texts);
    }

    public static byte[] jpeg(Picture picture) {
        return jpeg(picture, QUALITY, "");
    }

    /**
     * @param quality 0 to 1
     * @param comment written as a JPEG comment, unless empty; cut at 60,000 bytes
     */
    public static byte[] jpeg(Picture picture, float quality, String comment) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        byte[] bytes = write(writer, picture, quality, "JPEG");
        if (comment.isEmpty()) {
            return bytes;
        }
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, 60_000);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + length + 4);
        int afterJfif = 4 + (((bytes[4] & 0xff) << 8) | (bytes[5] & 0xff));
        out.write(bytes, 0, afterJfif);
        out.write(0xff);
        out.write(0xfe);
        out.write((length + 2) >> 8);
        out.write(length + 2);
        out.write(text, 0, length);
        out.write(bytes, afterJfif, bytes.length - afterJfif);
        return out.toByteArray();
    }

    /**
     * @throws UnusablePicture when the codec does not load on this system
     */
    public static byte[] webp(Picture picture) {
        try {
            return write(new WebPImageWriterSpi().createWriterInstance(), picture, QUALITY, "Lossy");
        } catch (IOException | LinkageError noCodec) {
            throw new UnusablePicture(
                    "cannot be written as WebP: the codec does not load on this system; ask for jpeg or png", noCodec);
        }
    }

    private static byte[] write(ImageWriter writer, Picture picture, float quality, String compression) {
        BufferedImage image = image(picture);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The picture's own pixels, not a copy: a large sheet would not fit twice. */
    private static BufferedImage image(Picture picture) {
        DataBufferInt pixels = new DataBufferInt(picture.rgb(), picture.rgb().length);
        WritableRaster raster = Raster.createPackedRaster(
                pixels, picture.width(), picture.height(), picture.width(), RGB.getMasks(), null);
        return new BufferedImage(RGB, raster, false, null);
    }
}
