package io.controlnetflow.core.embedded.call;

import io.controlnetflow.core.embedded.books.Books;
import io.controlnetflow.core.embedded.books.StateFolder;
import io.controlnetflow.core.embedded.http.Refusal;
import io.controlnetflow.core.embedded.http.Reply;
import io.controlnetflow.core.embedded.http.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;

/** Serves uploads and outputs; no key is needed, and none should come. */
public final class Downloads {
    private static final Map<String, String> TYPES =
            Map.of("png", "image/png", "jpg", "image/jpeg", "webp", "image/webp", "avi", "video/x-msvideo");

    private final Books books;
    private final StateFolder folder;
    private final boolean strict;
    private final AtomicLong keysSeen = new AtomicLong();

    public Downloads(Books books, StateFolder folder, boolean strict) {
        this.books = books;
        this.folder = folder;
        this.strict = strict;
    }

    /** Counts, and in strict mode refuses, a key that was sent to a file URL. */
    void noKey(Request request) {
        if (request.header("Authorization").isPresent()) {
            keysSeen.incrementAndGet();
            if (strict) {
                throw new Refusal(400, "a file URL must be called without an Authorization header");
            }
        }
    }

    /** How many file requests carried an Authorization header. */
    public long keysSeen() {
        return keysSeen.get();
    }

    Reply output(Request request, String caller, Matcher path) {
        noKey(request);
        String name = path.group("name");
        boolean known = books.task(path.group("id"))
                .filter(t -> t.files().contains(name))
                .isPresent();
        return known
                ? file(folder.output(name), TYPES.getOrDefault(path.group("extension"), "application/octet-stream"))
                : Reply.error(404, "no such output");
    }

    Reply upload(Request request, String caller, Matcher path) {
        noKey(request);
        return books.upload(path.group("id"))
                .filter(u -> u.sha256() != null && u.name().equals(path.group("name")))
                .map(u -> file(folder.upload(u.id()), u.mediaType()))
                .orElseGet(() -> Reply.error(404, "no such upload"));
    }

    private static Reply file(Path file, String mediaType) {
        return Files.isRegularFile(file) ? Reply.file(file, mediaType) : Reply.error(404, "the file is gone");
    }
}
