package io.controlnetflow.core.image.codec;

import io.controlnetflow.core.image.Bounds;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.PictureFormat;
import io.controlnetflow.core.image.UnusablePicture;
import java.util.Optional;

/**
 * Opens pictures that anybody may have sent. The order of the checks is the point: bytes, format by magic bytes, size in
 * the header, and only then pixels. Pure and thread-safe.
 */
public final class Pictures {
    private Pictures() {}

    /** As {@link #probe(byte[], Bounds)} with {@link Bounds#DEFAULT}. */
    public static Probe probe(byte[] file) {
        return probe(file, Bounds.DEFAULT);
    }

    /**
     * Reads the header only.
     *
     * @throws UnusablePicture when it is no JPEG, PNG or WebP, is out of bounds, or its header is damaged
     */
    public static Probe probe(byte[] file, Bounds bounds) {
        if (file.length == 0) {
            throw new UnusablePicture("is empty; wait until it is copied, or copy it again");
        }
        if (file.length > bounds.bytes()) {
            throw new UnusablePicture(
                    "has %,d bytes, more than the %,d allowed; save it smaller".formatted(file.length, bounds.bytes()));
        }
        Optional<PictureFormat> format = Magic.format(file);
        if (format.isEmpty()) {
            throw new UnusablePicture(notSupported(Magic.mediaType(file)));
        }
        Probe probe = Headers.read(format.get(), file);
        long pixels = (long) probe.width() * probe.height();
        if (probe.width() > bounds.side() || probe.height() > bounds.side()) {
            throw new UnusablePicture("is %,d x %,d pixels, more than the %,d allowed a side; save it smaller"
                    .formatted(probe.width(), probe.height(), bounds.side()));
        }
        if (pixels > bounds.pixels()) {
            throw new UnusablePicture(
                    "is %,d x %,d pixels, %.1f megapixels, more than the %.0f allowed; save it smaller"
                            .formatted(probe.width(), probe.height(), pixels / 1e6, bounds.pixels() / 1e6));
        }
        return probe;
    }

    /** As {@link #decode(byte[], Bounds)} with {@link Bounds#DEFAULT}. */
    public static Picture decode(byte[] file) {
        return decode(file, Bounds.DEFAULT);
    }

    /**
     * Decodes to upright RGB: EXIF orientation applied, transparency on white, 16 bits to 8, gray as it is. Colour profiles
     * are not applied. A picture above {@link Bounds#keep()} pixels comes out smaller than its probe says.
     *
     * @throws UnusablePicture for anything that is no whole, supported, bounded picture; nothing else is thrown
     */
    public static Picture decode(byte[] file, Bounds bounds) {
        Probe probe = probe(file, bounds);
        try {
            return Orientation.upright(Decoder.decode(file, probe, bounds), probe.orientation());
        } catch (UnusablePicture known) {
            throw known;
        } catch (OutOfMemoryError tooLarge) {
            throw new UnusablePicture(
                    "is %,d x %,d pixels, too many for the memory of this process; save it smaller, or give Java more with -Xmx"
                            .formatted(probe.width(), probe.height()),
                    tooLarge);
        } catch (LinkageError noCodec) {
            throw new UnusablePicture(
                    "cannot be decoded here: the " + probe.format().word()
                            + " codec does not load on this system; convert it to JPEG or PNG",
                    noCodec);
        } catch (java.io.IOException | RuntimeException broken) {
            throw new UnusablePicture(
                    "its " + probe.format().word() + " data is damaged; copy it again (" + broken + ")", broken);
        }
    }

    private static String notSupported(String mediaType) {
        return switch (mediaType) {
            case "image/gif" -> "is a GIF, which is not supported; convert it to PNG";
            case "image/bmp" -> "is a BMP, which is not supported; convert it to PNG";
            case "image/tiff" -> "is a TIFF or camera raw file, which is not supported; convert it to PNG or JPEG";
            case "image/heic" -> "is a HEIC, which is not supported; convert it to JPEG";
            case "image/avif" -> "is an AVIF, which is not supported; convert it to JPEG or PNG";
            case "image/svg+xml" -> "is an SVG or XML file, which is not supported; export it as PNG";
            case "application/pdf" -> "is a PDF, which is not supported; export a page as PNG";
            case "video/mp4", "video/webm" -> "is a video, which is not supported; save one frame of it as PNG";
            default -> "is no picture that is supported; use JPEG, PNG or WebP";
        };
    }
}
