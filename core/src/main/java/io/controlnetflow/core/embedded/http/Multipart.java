package io.controlnetflow.core.embedded.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one field of a multipart form as a stream, without holding it in memory. */
public final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile(
            "multipart/form-data\\s*;.*?boundary=(?:\"([^\"]{1,200})\"|([^\\s;]{1,200})).*", Pattern.CASE_INSENSITIVE);
    private static final int MOST_HEADER = 8192;

    private Multipart() {}

    /** A field with a file; its body ends where the part ends. */
    public record Part(String name, String filename, String mediaType, InputStream body) {
        public void drain() throws IOException {
            body.transferTo(OutputStream.nullOutputStream());
        }
    }

    public static Optional<String> boundary(String contentType) {
        Matcher m = BOUNDARY.matcher(contentType);
        return m.matches() ? Optional.of(m.group(1) == null ? m.group(2) : m.group(1)) : Optional.empty();
    }

    /** The first part with that field name; the parts before it are skipped. */
    public static Optional<Part> find(InputStream in, String boundary, String field) throws IOException {
        byte[] delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        InputStream preamble = new PartStream(in, delimiter, 2);
        preamble.transferTo(OutputStream.nullOutputStream());
        while (!line(in).startsWith("--")) {
            Part part = part(in, delimiter);
            if (part.name.equals(field)) {
                return Optional.of(part);
            }
            part.drain();
        }
        return Optional.empty();
    }

    private static Part part(InputStream in, byte[] delimiter) throws IOException {
        String name = "";
        String filename = "";
        String type = "";
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-disposition:")) {
                name = parameter(header, "name");
                filename = parameter(header, "filename");
            } else if (lower.startsWith("content-type:")) {
                type = header.substring(13).trim();
            }
        }
        return new Part(name, filename.isEmpty() ? "file" : filename, type, new PartStream(in, delimiter, 0));
    }

    private static String parameter(String header, String name) {
        Matcher m = Pattern.compile("[;\\s]" + name + "=(?:\"([^\"]*)\"|([^\\s;]+))", Pattern.CASE_INSENSITIVE)
                .matcher(header);
        return m.find() ? (m.group(1) == null ? m.group(2) : m.group(1)) : "";
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the form ends too early");
            }
            if (line.size() > MOST_HEADER) {
                throw new Refusal(400, "the form has a header that is too long");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
