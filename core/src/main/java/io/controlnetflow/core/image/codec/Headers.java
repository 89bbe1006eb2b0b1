package io.controlnetflow.core.image.codec;

import io.controlnetflow.core.image.PictureFormat;
import io.controlnetflow.core.image.UnusablePicture;

/** Reads the headers of the three formats without decoding a pixel: a few steps over chunks, no allocation by what they claim. */
final class Headers {
    private Headers() {}

    static Probe read(PictureFormat format, byte[] data) {
        Bytes file = new Bytes(data);
        return switch (format) {
            case JPEG -> jpeg(file);
            case PNG -> png(file);
            case WEBP -> webp(file);
        };
    }

    private static Probe upright(PictureFormat format, long width, long height, int orientation) {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new UnusablePicture(
                    "its " + format.word() + " header claims " + width + "x" + height + " pixels; the file is damaged");
        }
        boolean turned = orientation >= 5;
        return new Probe(format, (int) (turned ? height : width), (int) (turned ? width : height), orientation);
    }

    private static Probe jpeg(Bytes file) {
        int orientation = 1;
        long at = 2;
        while (true) {
            if (file.u8(at) != 0xff) {
                throw new UnusablePicture("its JPEG header is damaged at byte " + at + "; copy it again");
            }
            while (file.u8(at) == 0xff) {
                at++;
            }
            int marker = file.u8(at++);
            if (marker == 0xd9 || marker == 0xda) {
                throw new UnusablePicture("its JPEG header says no size; the file is damaged");
            }
            if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
                continue;
            }
            int length = file.be16(at);
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                return frame(file, at, marker, orientation);
            }
            if (marker == 0xe1 && file.is(at + 2, "Exif\0\0")) {
                orientation = Exif.orientation(file, at + 8);
            }
            at += Math.max(2, length);
        }
    }

    private static Probe frame(Bytes file, long at, int marker, int orientation) {
        if (marker > 0xc2) {
            throw new UnusablePicture(
                    "is a lossless or arithmetic JPEG, which is not supported; save it as a usual JPEG or PNG");
        }
        if (file.u8(at + 2) != 8) {
            throw new UnusablePicture(
                    "is a JPEG of " + file.u8(at + 2) + " bits, which is not supported; save it with 8 bits");
        }
        int components = file.u8(at + 7);
        if (components == 4) {
            throw new UnusablePicture("is a CMYK JPEG, which is not supported; save it as RGB");
        } else if (components != 1 && components != 3) {
            throw new UnusablePicture(
                    "is a JPEG of " + components + " components, which is not supported; save it as RGB");
        }
        return upright(PictureFormat.JPEG, file.be16(at + 5), file.be16(at + 3), orientation);
    }

    private static Probe png(Bytes file) {
        if (!file.is(12, "IHDR")) {
            throw new UnusablePicture("its PNG header is damaged; copy it again");
        }
        int orientation = 1;
        long at = 8;
        while (!file.is(at + 4, "IEND")) {
            if (file.is(at + 4, "eXIf")) {
                orientation = Exif.orientation(file, at + 8);
            }
            at += 12 + file.be32(at);
        }
        return upright(PictureFormat.PNG, file.be32(16), file.be32(20), orientation);
    }

    private static Probe webp(Bytes file) {
        if (file.le32(4) + 8 > file.length()) {
            throw new UnusablePicture("the file ends too early, at " + file.length() + " of " + (file.le32(4) + 8)
                    + " bytes; copy it again");
        }
        if (file.is(12, "VP8 ")) {
            return upright(PictureFormat.WEBP, file.le16(26) & 0x3fff, file.le16(28) & 0x3fff, 1);
        } else if (file.is(12, "VP8L")) {
            long bits = file.le32(21);
            return upright(PictureFormat.WEBP, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, 1);
        } else if (!file.is(12, "VP8X")) {
            throw new UnusablePicture("its WebP header is damaged; copy it again");
        }
        int flags = file.u8(20);
        if ((flags & 0x02) != 0) {
            throw new UnusablePicture("is an animated WebP, which is not supported; save one frame of it");
        }
        long width = (file.le16(24) | (long) file.u8(26) << 16) + 1;
        long height = (file.le16(27) | (long) file.u8(29) << 16) + 1;
        return upright(PictureFormat.WEBP, width, height, (flags & 0x08) != 0 ? webpOrientation(file) : 1);
    }

    private static int webpOrientation(Bytes file) {
        long at = 30;
        while (at + 8 <= file.length()) {
            if (file.is(at, "EXIF")) {
                return Exif.orientation(file, file.is(at + 8, "Exif\0\0") ? at + 14 : at + 8);
            }
            long length = file.le32(at + 4);
            at += 8 + length + (length & 1);
        }
        return 1;
    }
}
