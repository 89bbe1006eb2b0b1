package io.controlnetflow.core.embedded.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.books.Books;
import io.controlnetflow.core.embedded.books.Task;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.fault.Script;
import io.controlnetflow.core.embedded.fault.Trouble;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.wire.Signature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls back when a task has ended: signed, and up to three times more when the target fails. */
public final class Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final int REPETITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Books books;
    private final TaskView view;
    private final Trouble trouble;
    private final HttpClient client;
    private final ScheduledExecutorService timer;
    private final Duration pause;
    private final Clock clock;

    public Webhooks(
            Books books,
            TaskView view,
            Trouble trouble,
            HttpClient client,
            ScheduledExecutorService timer,
            Duration pause,
            Clock clock) {
        this.books = books;
        this.view = view;
        this.trouble = trouble;
        this.client = client;
        this.timer = timer;
        this.pause = pause;
        this.clock = clock;
    }

    /** Https anywhere, http only on this machine. */
    static boolean allowed(String url) {
        try {
            URI uri = URI.create(url);
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
            return !host.isEmpty() && ("https".equals(uri.getScheme()) || (here && "http".equals(uri.getScheme())));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Calls if the task wants it; returns at once. */
    public void call(Task task) {
        if (task.webhook() != null && !task.called()) {
            attempt(task, task.webhook(), 0);
        }
    }

    private void attempt(Task task, String url, int n) {
        ObjectNode payload = view.item(task, task.base());
        payload.set("input", task.inputs());
        byte[] body = payload.toString().getBytes(StandardCharsets.UTF_8);
        Optional<Fault> fault = trouble.next(Step.WEBHOOK).map(Script.Line::fault);
        if (fault.filter(f -> f == Fault.RESET_BEFORE).isPresent()) {
            again(task, url, n, "lost on purpose");
            return;
        }
        if (fault.filter(f -> f == Fault.SLOW).isPresent()) {
            later(() -> send(task, url, n, body, false), trouble.slowFor());
            return;
        }
        send(task, url, n, body, fault.filter(f -> f == Fault.RESET_AFTER).isPresent());
    }

    private void send(Task task, String url, int n, byte[] body, boolean answerLost) {
        String time = Long.toString(clock.instant().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("webhook-id", task.id())
                .header("webhook-timestamp", time)
                .header("webhook-signature", Signature.sign(books.secret(task.caller()), task.id(), time, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, failure) -> {
                    boolean taken = failure == null && response.statusCode() / 100 == 2 && !answerLost;
                    if (taken) {
                        books.update(task.id(), Task::withCalled);
                    } else {
                        again(task, url, n, failure == null ? "HTTP " + response.statusCode() : failure.toString());
                    }
                });
    }

    private void again(Task task, String url, int n, String why) {
        if (n >= REPETITIONS) {
            LOG.warn("embedded server: webhook of prediction {}: given up after {} calls: {}", task.id(), n + 1, why);
            books.update(task.id(), Task::withCalled);
        } else {
            later(() -> attempt(task, url, n + 1), pause.multipliedBy(1L << n));
        }
    }

    private void later(Runnable what, Duration wait) {
        try {
            var unused = timer.schedule(what, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server is closing: the next start calls again.
        }
    }
}
