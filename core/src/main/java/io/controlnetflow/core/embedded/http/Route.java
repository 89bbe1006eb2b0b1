package io.controlnetflow.core.embedded.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of request.
 *
 * @param path matched against the whole decoded path
 * @param keyed whether an API key is needed
 */
public record Route(String method, Pattern path, Step step, boolean keyed, Handler handler) {
    /** Answers a request; may throw a {@link Refusal}. */
    public interface Handler {
        /**
         * @param caller the fingerprint of the API key; empty where none is needed
         * @param path the match of the path
         */
        CompletableFuture<Reply> handle(Request request, String caller, Matcher path) throws IOException;
    }

    /** A handler that answers at once. */
    public interface Prompt {
        Reply handle(Request request, String caller, Matcher path) throws IOException;
    }

    public static Route of(String method, String path, Step step, boolean keyed, Prompt prompt) {
        return later(method, path, step, keyed, (r, c, m) -> CompletableFuture.completedFuture(prompt.handle(r, c, m)));
    }

    public static Route later(String method, String path, Step step, boolean keyed, Handler handler) {
        return new Route(method, Pattern.compile(path), step, keyed, handler);
    }
}
