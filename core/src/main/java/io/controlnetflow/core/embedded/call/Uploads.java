package io.controlnetflow.core.embedded.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.books.Books;
import io.controlnetflow.core.embedded.books.StateFolder;
import io.controlnetflow.core.embedded.books.Upload;
import io.controlnetflow.core.embedded.http.Json;
import io.controlnetflow.core.embedded.http.Multipart;
import io.controlnetflow.core.embedded.http.Refusal;
import io.controlnetflow.core.embedded.http.Reply;
import io.controlnetflow.core.embedded.http.Request;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;

/** Both forms of upload: a ticket and a PUT, or one multipart POST. */
public final class Uploads {
    /** 200 MiB (source: the official clients). */
    static final long MOST_BYTES = 200L << 20;

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("gif", "image/gif"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("tif", "image/tiff"),
            Map.entry("tiff", "image/tiff"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("webm", "video/webm"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("json", "application/json"));

    private final Books books;
    private final StateFolder folder;
    private final Downloads downloads;
    private final Clock clock;

    public Uploads(Books books, StateFolder folder, Downloads downloads, Clock clock) {
        this.books = books;
        this.folder = folder;
        this.downloads = downloads;
        this.clock = clock;
    }

    /** Announces a file; answers where to PUT it and where it will be. */
    Reply ticket(Request request, String caller, Matcher path) throws IOException {
        ObjectNode body = request.json();
        String filename = body.path("filename").asText("");
        if (filename.isBlank()) {
            throw new Refusal(400, "filename: is missing");
        }
        if (!body.path("size").canConvertToLong() || body.path("size").asLong() < 1) {
            throw new Refusal(400, "size: must be the number of bytes");
        }
        long size = within(body.path("size").asLong());
        Upload upload = fresh(filename, body.path("content_type").asText(""), size);
        books.put(upload);
        ObjectNode data = view(upload, request.base());
        ObjectNode put = data.putObject("upload").put("method", "PUT");
        put.put("url", request.base() + "/files/put/" + upload.id() + "?token=" + upload.token());
        put.putObject("headers").put("Content-Type", upload.mediaType());
        return Reply.ok(data);
    }

    /** Takes the bytes of a ticket. */
    Reply put(Request request, String caller, Matcher path) throws IOException {
        downloads.noKey(request);
        Upload ticket = books.upload(path.group("id"))
                .filter(u -> u.token().equals(request.query().get("token")))
                .orElseThrow(() -> new Refusal(403, "no such upload ticket"));
        if (!request.header("Content-Type").orElse("").equals(ticket.mediaType())) {
            throw new Refusal(403, "Content-Type: must be " + ticket.mediaType() + ", as the ticket says");
        }
        Upload arrived = store(ticket, request.body());
        if (arrived.size() != ticket.size()) {
            throw new Refusal(400, "size: " + arrived.size() + " bytes came, " + ticket.size() + " were announced");
        }
        books.put(arrived);
        return Reply.text(200, "", Map.of());
    }

    /** Takes a form with a file in it. */
    Reply binary(Request request, String caller, Matcher path) throws IOException {
        String boundary = Multipart.boundary(request.header("Content-Type").orElse(""))
                .orElseThrow(() -> new Refusal(400, "Content-Type: must be multipart/form-data with a boundary"));
        Multipart.Part part = Multipart.find(new BufferedInputStream(request.body(), 1 << 16), boundary, "file")
                .orElseThrow(() -> new Refusal(400, "file: the form has no such field"));
        Upload upload = store(fresh(part.filename(), part.mediaType(), 0), part.body());
        part.drain();
        books.put(upload);
        return Reply.ok(view(upload, request.base()));
    }

    private Upload fresh(String filename, String contentType, long size) {
        String name = filename.replace('\\', '/');
        name = name.substring(name.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        name = name.length() > 100 ? name.substring(name.length() - 100) : name;
        name = name.isEmpty() || name.startsWith(".") ? "file" + name : name;
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = contentType.isBlank() || contentType.equals("application/octet-stream")
                ? TYPES.getOrDefault(extension, "application/octet-stream")
                : contentType;
        return new Upload(StateFolder.id(), StateFolder.id(), name, type, size, clock.instant(), null);
    }

    private Upload store(Upload upload, InputStream in) throws IOException {
        Path file = folder.upload(upload.id());
        Path part = StateFolder.part(file);
        MessageDigest digest = digest();
        long size = 0;
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(part), digest)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size = within(size + n);
                out.write(buffer, 0, n);
            }
        } catch (IOException | RuntimeException e) {
            StateFolder.delete(part);
            throw e;
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return upload.arrived(size, HexFormat.of().formatHex(digest.digest()));
    }

    private static long within(long size) {
        if (size > MOST_BYTES) {
            throw new Refusal(413, "file is larger than 200 MiB");
        }
        return size;
    }

    private static ObjectNode view(Upload upload, String base) {
        String kind = upload.mediaType().replaceAll("/.*", "");
        return Json.object()
                .put("type", kind.equals("video") || kind.equals("audio") ? kind : "image")
                .put("download_url", base + upload.path())
                .put("filename", upload.name())
                .put("size", upload.size());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
