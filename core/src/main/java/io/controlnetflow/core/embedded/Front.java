package io.controlnetflow.core.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.controlnetflow.core.embedded.books.Books;
import io.controlnetflow.core.embedded.fault.Trouble;
import io.controlnetflow.core.embedded.http.Answering;
import io.controlnetflow.core.embedded.http.Refusal;
import io.controlnetflow.core.embedded.http.Reply;
import io.controlnetflow.core.embedded.http.Request;
import io.controlnetflow.core.embedded.http.Route;
import io.controlnetflow.core.embedded.http.Router;
import io.controlnetflow.core.embedded.http.Step;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every request comes in: route, fault, key, handler, answer. */
final class Front implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private final Router router;
    private final Keys keys;
    private final Trouble trouble;
    private final Books books;
    private final Supplier<String> base;

    Front(Router router, Keys keys, Trouble trouble, Books books, Supplier<String> base) {
        this.router = router;
        this.keys = keys;
        this.trouble = trouble;
        this.books = books;
        this.base = base;
    }

    @Override
    public void handle(HttpExchange exchange) {
        Request request = new Request(exchange, base.get());
        CompletableFuture<Reply> reply;
        try {
            reply = answer(request);
        } catch (RuntimeException e) {
            reply = CompletableFuture.completedFuture(unexpected(e));
        }
        var unused = reply.exceptionally(Front::unexpected).thenAccept(r -> Answering.send(exchange, r));
    }

    private CompletableFuture<Reply> answer(Request request) {
        Optional<Router.Found> found = router.find(request.method(), request.path());
        if (found.isEmpty()) {
            int status = router.knows(request.path()) ? 405 : 404;
            return CompletableFuture.completedFuture(
                    Reply.error(status, status == 404 ? "not found: " + request.path() : "method not allowed"));
        }
        Route route = found.get().route();
        if (route.step() == Step.SUBMIT) {
            books.posted(keys.claimed(request));
        }
        return trouble.around(route.step(), () -> carriedOut(request, found.get()));
    }

    private CompletableFuture<Reply> carriedOut(Request request, Router.Found found) {
        try {
            String caller = found.route().keyed() ? keys.caller(request) : "";
            return found.route().handler().handle(request, caller, found.path());
        } catch (Refusal e) {
            return CompletableFuture.completedFuture(e.reply());
        } catch (EOFException e) {
            return CompletableFuture.completedFuture(Reply.error(400, "the request body ends too early"));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Reply unexpected(Throwable e) {
        LOG.warn("embedded server: a request could not be carried out", e);
        return Reply.error(500, "internal error");
    }
}
