package io.controlnetflow.core.image.text;

import io.controlnetflow.core.image.UnusablePicture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Texts as chunks of a PNG, right after its header. Source: PNG specification, third edition, 11.3.3. */
final class PngTexts {
    static final String STORY = "controlnet-flow";
    static final String PARAMETERS = "parameters";
    /** A compressed text may claim to be endless. */
    private static final int MOST = 4 << 20;

    private static final int SIGNATURE = 8;

    private PngTexts() {}

    static byte[] with(byte[] file, Texts texts) {
        List<Part> chunks = chunks(file);
        boolean ours = text(chunks, STORY).isPresent();
        boolean others = !ours && text(chunks, PARAMETERS).isPresent();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length + 8_192);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(file, 0, SIGNATURE);
            for (Part chunk : chunks) {
                String keyword = keyword(chunk);
                if (!keyword.equals(STORY) && !(ours && keyword.equals(PARAMETERS))) {
                    out.write(file, chunk.from(), chunk.to() - chunk.from());
                }
                if (chunk.type().equals("IHDR")) {
                    write(out, STORY, texts.story());
                    write(out, PARAMETERS, others ? null : texts.parameters());
                }
            }
            int end = chunks.get(chunks.size() - 1).to();
            out.write(file, end, file.length - end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Texts read(byte[] file) {
        List<Part> chunks = chunks(file);
        return new Texts(
                text(chunks, STORY).orElse(null), text(chunks, PARAMETERS).orElse(null));
    }

    private static List<Part> chunks(byte[] file) {
        List<Part> chunks = new ArrayList<>();
        int at = SIGNATURE;
        while (chunks.isEmpty() || !chunks.get(chunks.size() - 1).type().equals("IEND")) {
            if (at + 12 > file.length) {
                throw new UnusablePicture("the file ends too early, at " + file.length + " bytes; copy it again");
            }
            int length = ByteBuffer.wrap(file).getInt(at);
            String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            long to = 12L + at + length;
            chunks.add(new Part(file, type, at, at + 8, length, (int) Math.min(to, Integer.MAX_VALUE)));
            at = (int) to;
        }
        if (!chunks.get(0).type().equals("IHDR")) {
            throw new UnusablePicture("its PNG header is damaged; copy it again");
        }
        return chunks;
    }

    private static String keyword(Part chunk) {
        if (!chunk.type().equals("tEXt")
                && !chunk.type().equals("iTXt")
                && !chunk.type().equals("zTXt")) {
            return "";
        }
        byte[] data = chunk.bytes();
        int end = zero(data, 0);
        return end < 0 ? "" : new String(data, 0, end, StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> text(List<Part> chunks, String keyword) {
        return chunks.stream()
                .filter(chunk -> keyword(chunk).equals(keyword))
                .map(PngTexts::value)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> value(Part chunk) {
        byte[] data = chunk.bytes();
        int at = zero(data, 0) + 1;
        return switch (chunk.type()) {
            case "tEXt" -> plain(data, at, false, StandardCharsets.ISO_8859_1);
            case "zTXt" -> plain(data, at + 1, true, StandardCharsets.ISO_8859_1);
            default -> international(data, at);
        };
    }

    private static Optional<String> international(byte[] data, int flags) {
        int language = zero(data, flags + 2);
        int translated = language < 0 ? -1 : zero(data, language + 1);
        return translated < 0
                ? Optional.empty()
                : plain(data, translated + 1, data[flags] != 0, StandardCharsets.UTF_8);
    }

    private static Optional<String> plain(byte[] data, int from, boolean compressed, Charset charset) {
        if (from > data.length) {
            return Optional.empty();
        }
        if (!compressed) {
            return Optional.of(new String(data, from, data.length - from, charset));
        }
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(data, from, data.length - from))) {
            return Optional.of(new String(in.readNBytes(MOST), charset));
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    private static int zero(byte[] data, int from) {
        for (int at = from; at >= 0 && at < data.length; at++) {
            if (data[at] == 0) {
                return at;
            }
        }
        return -1;
    }

    /** Latin-1 as tEXt, as others do, since some readers know nothing else; the rest and our own as iTXt. */
    private static void write(DataOutputStream out, String keyword, @Nullable String text) throws IOException {
        if (text == null) {
            return;
        }
        boolean latin = keyword.equals(PARAMETERS)
                && StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes((latin ? "tEXt" : "iTXt").getBytes(StandardCharsets.US_ASCII));
        data.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
        data.writeBytes(new byte[latin ? 1 : 5]);
        data.writeBytes(text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        byte[] typed = data.toByteArray();
        CRC32 crc = new CRC32();
        crc.update(typed);
        out.writeInt(typed.length - 4);
        out.write(typed);
        out.writeInt((int) crc.getValue());
    }
}
