package io.controlnetflow.core.image.text;

import io.controlnetflow.core.image.UnusablePicture;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts as the XMP of a JPEG, and the parameters as the user comment of its EXIF too, if it has none. Source: XMP specification, part 3, 1.1.3. */
final class JpegTexts {
    private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    private static final String EXIF = "Exif\0\0";
    /** A segment's length has 16 bits and counts itself. */
    private static final int MOST = 0xffff - 2;

    private static final int START = 2;

    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int SCAN = 0xda;
    private static final int END = 0xd9;

    private JpegTexts() {}

    static byte[] with(byte[] file, Texts texts) {
        List<Part> segments = segments(file);
        Optional<Part> old = segments.stream().filter(JpegTexts::isXmp).findFirst();
        Optional<Part> exif = segments.stream().filter(JpegTexts::isExif).findFirst();
        boolean ours = exif.isPresent() && isOurs(exif.get(), read(segments));
        Optional<String> extension = old.flatMap(xmp -> Xmp.extensionOf(xmp.after(XMP.length())));
        List<Part> kept = segments.stream()
                .filter(segment -> old.filter(segment::equals).isEmpty()
                        && !(ours && isExif(segment))
                        && extension
                                .filter(name -> JpegExtension.is(segment, name))
                                .isEmpty())
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 8_192);
        out.write(file, 0, START);
        int first = first(kept);
        kept.subList(0, first).forEach(segment -> out.write(file, segment.from(), segment.to() - segment.from()));
        String parameters = texts.parameters();
        if (parameters != null && (exif.isEmpty() || ours)) {
            byte[] comment = joined(EXIF, ExifComment.block(parameters));
            if (comment.length <= MOST) {
                write(out, comment);
            }
        }
        xmp(old.map(xmp -> xmp.after(XMP.length())).orElse(null), texts).forEach(part -> write(out, part));
        kept.subList(first, kept.size())
                .forEach(segment -> out.write(file, segment.from(), segment.to() - segment.from()));
        int rest =
                segments.isEmpty() ? START : segments.get(segments.size() - 1).to();
        out.write(file, rest, file.length - rest);
        return out.toByteArray();
    }

    /** The packet, and what of it does not go into one segment in further ones. */
    private static List<byte[]> xmp(byte @Nullable [] old, Texts texts) {
        byte[] packet = joined(XMP, Xmp.packet(old, texts));
        if (packet.length <= MOST) {
            return List.of(packet);
        }
        byte[] extension = Xmp.extension(texts);
        byte[] note = joined(XMP, Xmp.packet(old, JpegExtension.name(extension)));
        if (note.length > MOST) {
            throw new UnusablePicture("holds so much XMP that nothing can be added to it");
        }
        List<byte[]> all = new ArrayList<>(List.of(note));
        all.addAll(JpegExtension.segments(extension));
        return all;
    }

    private static byte[] joined(String sign, byte[] data) {
        return ByteBuffer.allocate(sign.length() + data.length)
                .put(sign.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
    }

    private static void write(ByteArrayOutputStream out, byte[] segment) {
        int length = segment.length + 2;
        out.writeBytes(new byte[] {(byte) 0xff, (byte) APP1, (byte) (length >> 8), (byte) length});
        out.writeBytes(segment);
    }

    static Texts read(byte[] file) {
        return read(segments(file));
    }

    private static Texts read(List<Part> segments) {
        Texts xmp = segments.stream()
                .filter(JpegTexts::isXmp)
                .findFirst()
                .map(segment -> told(segment.after(XMP.length()), segments))
                .orElse(Texts.NONE);
        return xmp.or(segments.stream()
                .filter(JpegTexts::isExif)
                .findFirst()
                .flatMap(segment -> ExifComment.of(segment.after(EXIF.length())))
                .orElse(null));
    }

    private static Texts told(byte[] packet, List<Part> segments) {
        Optional<byte[]> extension = Xmp.extensionOf(packet).flatMap(name -> JpegExtension.gathered(segments, name));
        return Xmp.read(extension.orElse(packet));
    }

    /** Whether a block of EXIF holds nothing but what we wrote into it. */
    private static boolean isOurs(Part exif, Texts texts) {
        return texts.story() != null
                && texts.parameters() != null
                && Arrays.equals(exif.after(EXIF.length()), ExifComment.block(texts.parameters()));
    }

    /** How many have to come first: JFIF, and EXIF where there is some. */
    private static int first(List<Part> segments) {
        int first = 0;
        while (first < segments.size() && (is(segments.get(first), APP0) || isExif(segments.get(first)))) {
            first++;
        }
        return first;
    }

    private static boolean isExif(Part segment) {
        return is(segment, APP1) && segment.starts(EXIF);
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
        int at = START;
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
