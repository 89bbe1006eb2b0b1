package io.controlnetflow.core.image.text;

import io.controlnetflow.core.image.UnusablePicture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts as the XMP segment of a JPEG. Source: XMP specification, part 3, 1.1.3. */
final class JpegTexts {
    private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    private static final String EXIF = "Exif\0\0";
    /** A segment's length has 16 bits and counts itself. */
    private static final int MOST = 0xffff - 2 - XMP.length();

    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int SCAN = 0xda;
    private static final int END = 0xd9;

    private JpegTexts() {}

    static byte[] with(byte[] file, Texts texts) {
        List<Part> segments = segments(file);
        Optional<Part> old = segments.stream().filter(JpegTexts::isXmp).findFirst();
        byte[] packet = Xmp.packet(old.map(xmp -> xmp.after(XMP.length())).orElse(null), texts);
        if (packet.length > MOST) {
            throw new UnusablePicture("has no room for %,d bytes of text: a JPEG takes %,d; ask for png or webp"
                    .formatted(packet.length, MOST));
        }
        int place = old.map(Part::from).orElse(place(segments));
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + packet.length + 64);
        out.write(file, 0, place);
        int length = packet.length + XMP.length() + 2;
        out.writeBytes(new byte[] {(byte) 0xff, (byte) APP1, (byte) (length >> 8), (byte) length});
        out.writeBytes(XMP.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(packet);
        int rest = old.map(Part::to).orElse(place);
        out.write(file, rest, file.length - rest);
        return out.toByteArray();
    }

    static Texts read(byte[] file) {
        List<Part> segments = segments(file);
        Texts xmp = segments.stream()
                .filter(JpegTexts::isXmp)
                .findFirst()
                .map(segment -> Xmp.read(segment.after(XMP.length())))
                .orElse(Texts.NONE);
        @Nullable
        String comment = segments.stream()
                .filter(segment -> is(segment, APP1) && segment.starts(EXIF))
                .findFirst()
                .flatMap(segment -> ExifComment.of(segment.after(EXIF.length())))
                .orElse(null);
        return new Texts(xmp.story(), xmp.parameters() == null ? comment : xmp.parameters());
    }

    /** After what has to come first: JFIF, and EXIF where there is some. */
    private static int place(List<Part> segments) {
        int place = 2;
        for (Part segment : segments) {
            if (!is(segment, APP0) && !(is(segment, APP1) && segment.starts(EXIF))) {
                break;
            }
            place = segment.to();
        }
        return place;
    }

    private static boolean isXmp(Part segment) {
        return is(segment, APP1) && segment.starts(XMP);
    }

    private static boolean is(Part segment, int marker) {
        return segment.type().equals(Integer.toHexString(marker));
    }

    /** Up to the first scan. */
    private static List<Part> segments(byte[] file) {
        List<Part> segments = new ArrayList<>();
        int at = 2;
        while (true) {
            int from = at;
            if (u8(file, at) != 0xff) {
                throw new UnusablePicture("its JPEG header is damaged at byte " + at + "; copy it again");
            }
            while (u8(file, at) == 0xff) {
                at++;
            }
            int marker = u8(file, at++);
            if (marker == SCAN || marker == END) {
                return segments;
            }
            boolean bare = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
            int length = bare ? 0 : Math.max(2, u8(file, at) << 8 | u8(file, at + 1));
            String type = Integer.toHexString(marker);
            segments.add(
                    bare
                            ? new Part(file, type, from, at, 0, at)
                            : new Part(file, type, from, at + 2, length - 2, at + length));
            at += length;
        }
    }

    private static int u8(byte[] file, int at) {
        if (at >= file.length) {
            throw new UnusablePicture("the file ends too early, at " + file.length + " bytes; copy it again");
        }
        return file[at] & 0xff;
    }
}
