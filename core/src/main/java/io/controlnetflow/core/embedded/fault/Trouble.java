package io.controlnetflow.core.embedded.fault;

import io.controlnetflow.core.embedded.http.Json;
import io.controlnetflow.core.embedded.http.Reply;
import io.controlnetflow.core.embedded.http.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Puts faults between a request and its answer. Counts requests by step. Thread-safe. */
public final class Trouble {
    private static final String HTML_PAGE = """
            <html>
            <head><title>502 Bad Gateway</title></head>
            <body>
            <center><h1>502 Bad Gateway</h1></center>
            </body>
            </html>
            """;

    private final Faults faults;
    private final Script script;
    private final ScheduledExecutorService timer;
    private final Map<Step, AtomicLong> counts = new EnumMap<>(Step.class);

    public Trouble(Faults faults, Script script, ScheduledExecutorService timer) {
        this.faults = faults;
        this.script = script;
        this.timer = timer;
        for (Step s : Step.values()) {
            counts.put(s, new AtomicLong());
        }
    }

    /** What the next request at the step meets. */
    public Optional<Script.Line> next(Step step) {
        long n = counter(step).incrementAndGet();
        return script.take(step, n).or(() -> faults.drawn(step, n).map(f -> new Script.Line(f, null)));
    }

    public long count(Step step) {
        return counter(step).get();
    }

    public Duration slowFor() {
        return faults.slowFor();
    }

    private AtomicLong counter(Step step) {
        AtomicLong counter = counts.get(step);
        if (counter == null) {
            throw new IllegalStateException(step.text());
        }
        return counter;
    }

    /** Answers the next request at the step, with the fault that it meets. */
    public CompletableFuture<Reply> around(Step step, Supplier<CompletableFuture<Reply>> work) {
        Optional<Script.Line> line = next(step);
        if (line.isEmpty()) {
            return work.get();
        }
        Reply answer = line.get().answer();
        Fault fault = line.get().fault();
        if (answer != null) {
            return CompletableFuture.completedFuture(answer);
        }
        return fault == null ? work.get() : meet(fault, work);
    }

    private CompletableFuture<Reply> meet(Fault fault, Supplier<CompletableFuture<Reply>> work) {
        return switch (fault) {
            case RATE -> now(Reply.error(429, "too many requests").with("Retry-After", "1"));
            case RATE_BARE -> now(Reply.error(429, "too many requests"));
            case INTERNAL -> now(Reply.error(500, "internal error"));
            case BAD_GATEWAY -> now(Reply.error(502, "bad gateway"));
            case UNAVAILABLE -> now(Reply.error(503, "service unavailable"));
            case GATEWAY_TIMEOUT -> now(Reply.error(504, "gateway time-out"));
            case HTML -> now(Reply.text(502, HTML_PAGE, Map.of("Content-Type", "text/html")));
            case RESET_BEFORE -> now(Reply.dropped());
            case RESET_AFTER -> work.get().thenApply(r -> Reply.dropped());
            case GATEWAY_TIMEOUT_AFTER -> work.get().thenApply(r -> Reply.error(504, "gateway time-out"));
            case MALFORMED -> work.get().thenApply(Trouble::torn);
            case NO_ID -> work.get().thenApply(r -> Reply.ok(Json.object().put("status", "created")));
            case TRUNCATED -> work.get().thenApply(r -> r.damaged(Reply.Damage.TRUNCATED));
            case WRONG_LENGTH -> work.get().thenApply(r -> r.damaged(Reply.Damage.SHORT));
            case SLOW -> work.get().thenCompose(this::late);
            default -> work.get();
        };
    }

    private static CompletableFuture<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private static Reply torn(Reply reply) {
        byte[] bytes = reply.bytes().length < 4 ? "{\"code\":2".getBytes(StandardCharsets.UTF_8) : reply.bytes();
        return reply.withBody(Arrays.copyOf(bytes, bytes.length / 2));
    }

    private CompletableFuture<Reply> late(Reply reply) {
        CompletableFuture<Reply> later = new CompletableFuture<>();
        var unused =
                timer.schedule(() -> later.complete(reply), faults.slowFor().toMillis(), TimeUnit.MILLISECONDS);
        return later;
    }
}
