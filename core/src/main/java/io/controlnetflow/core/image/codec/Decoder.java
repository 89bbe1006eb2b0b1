package io.controlnetflow.core.image.codec;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import io.controlnetflow.core.image.Bounds;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.PictureFormat;
import io.controlnetflow.core.image.UnusablePicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Runs the one codec that the magic bytes named, on memory, never on a temporary file. */
final class Decoder {
    private Decoder() {}

    static Picture decode(byte[] file, Probe probe, Bounds bounds) throws IOException {
        int step = step(probe, bounds);
        BufferedImage image;
        List<String> warnings = new ArrayList<>();
        ImageReader reader = reader(probe.format());
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            ImageReadParam param = reader.getDefaultReadParam();
            if (step > 1) {
                param.setSourceSubsampling(step, step, 0, 0);
            }
            image = reader.read(0, param);
        } finally {
            reader.dispose();
        }
        if (warnings.stream().anyMatch(w -> w.contains("remature"))) {
            throw new UnusablePicture("its " + probe.format().word() + " data ends too early; copy it again");
        }
        int width = probe.turned() ? probe.height() : probe.width();
        int height = probe.turned() ? probe.width() : probe.height();
        boolean thinned =
                image.getWidth() == (width + step - 1) / step && image.getHeight() == (height + step - 1) / step;
        if (!thinned && (image.getWidth() != width || image.getHeight() != height)) {
            throw new UnusablePicture("its header says " + width + "x" + height + " pixels, but it holds "
                    + image.getWidth() + "x" + image.getHeight() + "; the file is damaged");
        }
        return Rasters.rgb(image);
    }

    private static int step(Probe probe, Bounds bounds) {
        long pixels = (long) probe.width() * probe.height();
        int step = 1;
        while (pixels / ((long) step * step) > bounds.keep()) {
            step++;
        }
        return step;
    }

    private static ImageReader reader(PictureFormat format) throws IOException {
        if (format == PictureFormat.WEBP) {
            return new WebPImageReaderSpi().createReaderInstance();
        }
        var readers = ImageIO.getImageReadersByFormatName(format.extension());
        if (!readers.hasNext()) {
            throw new IIOException("this Java has no " + format.word() + " codec; use a full JDK with java.desktop");
        }
        return readers.next();
    }
}
