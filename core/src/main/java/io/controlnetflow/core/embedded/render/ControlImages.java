package io.controlnetflow.core.embedded.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.embedded.books.Books;
import io.controlnetflow.core.embedded.books.StateFolder;
import io.controlnetflow.core.embedded.books.Upload;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Pictures;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the bytes behind the URL of a control image, or of another picture among the inputs: our own uploads by their path, others by a bounded GET. */
public final class ControlImages {
    /** The bytes could not be had; the task fails with code 1402. */
    static final class NotFetched extends Exception {
        private static final long serialVersionUID = 1L;

        NotFetched(String field, String url, String why) {
            super(field + ": " + url + " could not be fetched: " + why);
        }
    }

    private static final Pattern OURS = Pattern.compile("https?://[^/]+/files/uploads/([0-9a-f]{32})/[^/?#]+");
    private static final int MOST_BYTES = 40 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Books books;
    private final StateFolder folder;
    private final boolean fetching;
    private final HttpClient client;

    public ControlImages(Books books, StateFolder folder, boolean fetching, HttpClient client) {
        this.books = books;
        this.folder = folder;
        this.fetching = fetching;
        this.client = client;
    }

    /** The upload that the URL names, whatever host and port it was reached by. */
    public Optional<Upload> upload(String url) {
        Matcher m = OURS.matcher(url);
        return m.matches() ? books.upload(m.group(1)) : Optional.empty();
    }

    /** Refuses what is certainly not there, without fetching. */
    void check(String field, String url) throws NotFetched {
        if (OURS.matcher(url).matches() && upload(url).map(Upload::sha256).isEmpty()) {
            throw new NotFetched(field, url, "no such upload, or older than 7 days");
        }
    }

    /**
     * The pictures that the inputs name, by field; a field without an address has none.
     *
     * @throws RenderFailed when what is there is no picture
     */
    Map<String, Picture> decoded(List<String> fields, JsonNode inputs) throws NotFetched, RenderFailed {
        Map<String, Picture> pictures = new HashMap<>();
        for (String field : fields) {
            String url = inputs.path(field).asText();
            try {
                if (!url.isBlank()) {
                    pictures.put(field, Pictures.decode(bytes(field, url)));
                }
            } catch (UnusablePicture e) {
                throw new RenderFailed(field + ": " + e.getMessage(), e);
            }
        }
        return pictures;
    }

    byte[] bytes(String field, String url) throws NotFetched {
        check(field, url);
        Optional<Upload> upload = upload(url);
        try {
            return upload.isPresent()
                    ? Files.readAllBytes(folder.upload(upload.get().id()))
                    : fetched(field, url);
        } catch (IOException | IllegalArgumentException e) {
            throw new NotFetched(field, url, e.getClass().getSimpleName() + " " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotFetched(field, url, "interrupted");
        }
    }

    private byte[] fetched(String field, String url) throws NotFetched, IOException, InterruptedException {
        if (!url.matches("(?i)https?://.+")) {
            throw new NotFetched(field, url, "not an http or https URL");
        }
        if (!fetching) {
            throw new NotFetched(field, url, "this server fetches nothing from elsewhere");
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                throw new NotFetched(field, url, "HTTP " + response.statusCode());
            }
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new NotFetched(field, url, "larger than 40 MiB");
            }
            return bytes;
        }
    }
}
