package io.controlnetflow.core.embedded.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.books.Books;
import io.controlnetflow.core.embedded.books.StateFolder;
import io.controlnetflow.core.embedded.books.Task;
import io.controlnetflow.core.embedded.books.Upload;
import io.controlnetflow.core.embedded.fault.Draw;
import io.controlnetflow.core.embedded.http.Json;
import io.controlnetflow.core.embedded.http.Refusal;
import io.controlnetflow.core.embedded.http.Reply;
import io.controlnetflow.core.embedded.http.Request;
import io.controlnetflow.core.embedded.render.ControlImages;
import io.controlnetflow.core.embedded.render.Scheduler;
import io.controlnetflow.core.wire.Inputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Takes a request: checks, pays, writes it into the books, answers. Sync mode answers when the task has ended. */
public final class SubmitHandler {
    private static final String BASE64_WITH_WEBHOOK =
            "webhook callback does not support base64 output, please use the normal API to use base64 output";
    private static final List<String> PICTURES = List.of("control_image", "image", "last_image");
    private static final int SYNC_TIMED_OUT = 5004;

    /**
     * What the account may do, and how long tasks take.
     *
     * @param balance USD at the very start
     * @param times from start to end of the next task
     * @param syncWait how long sync mode waits before it answers {@code processing}
     */
    public record Terms(
            AccountTier tier, BigDecimal balance, Supplier<Duration> times, Duration syncWait, Clock clock) {}

    private final Terms terms;
    private final Books books;
    private final Catalogue catalogue;
    private final ControlImages controlImages;
    private final Limits limits;
    private final Scheduler scheduler;
    private final TaskView view;
    private final Executor answering;
    private final Object counter = new Object();

    public SubmitHandler(
            Terms terms,
            Books books,
            Catalogue catalogue,
            ControlImages controlImages,
            Scheduler scheduler,
            TaskView view,
            Executor answering) {
        this.terms = terms;
        this.books = books;
        this.catalogue = catalogue;
        this.controlImages = controlImages;
        this.limits = new Limits(terms.tier(), terms.clock());
        this.scheduler = scheduler;
        this.view = view;
        this.answering = answering;
    }

    CompletableFuture<Reply> submit(Request request, String caller, Matcher path) throws IOException {
        String model = path.group("model");
        JsonNode schema = catalogue.schema(model).orElseThrow(() -> Catalogue.unknown(model));
        ObjectNode inputs = request.json();
        String webhook = webhook(request, inputs);
        ObjectNode known = InputCheck.known(inputs, schema);
        Task task = task(model, known, caller, request.base(), webhook);
        boolean sync = task.flag("enable_sync_mode");
        synchronized (counter) {
            paidFor(task);
            scheduler.accept(task);
        }
        return sync ? ended(task) : CompletableFuture.completedFuture(Reply.ok(view.created(task, request.base())));
    }

    private static @Nullable String webhook(Request request, ObjectNode inputs) {
        String url = request.query().get("webhook");
        if (url == null || url.isEmpty()) {
            return null;
        }
        if (!Webhooks.allowed(url)) {
            throw new Refusal(400, "webhook: " + url + " is not a public https URL");
        }
        if (inputs.path("enable_base64_output").asBoolean(false)) {
            throw new Refusal(BASE64_WITH_WEBHOOK, Reply.json(400, Json.object().put("error", BASE64_WITH_WEBHOOK)));
        }
        return url;
    }

    private void paidFor(Task task) {
        BigDecimal left = terms.balance().subtract(books.spent());
        if (left.compareTo(task.price()) < 0) {
            throw new Refusal(
                    402,
                    "insufficient credits: " + left.toPlainString() + " USD left, "
                            + task.price().toPlainString() + " USD needed");
        }
        limits.ask(task.images()).ifPresent(wait -> {
            String seconds = Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000));
            throw new Refusal(
                    "rate limit",
                    Reply.error(429, "rate limit exceeded: " + terms.tier().imagesPerMinute() + " images a minute")
                            .with("Retry-After", seconds));
        });
    }

    private Task task(String model, ObjectNode inputs, String caller, String base, @Nullable String webhook) {
        ObjectNode distinct = Inputs.withoutTransport(inputs);
        for (String field : PICTURES) {
            controlImages
                    .upload(inputs.path(field).asText())
                    .map(Upload::sha256)
                    .ifPresent(sha -> distinct.put(field, "sha256:" + sha));
        }
        int seed = inputs.path("seed").asInt(-1);
        Instant now = terms.clock().instant();
        return new Task(
                StateFolder.id(),
                caller,
                model,
                inputs,
                Draw.sha256(model + "\n" + Inputs.canonical(distinct)),
                seed >= 0 ? seed : ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE),
                terms.times().get(),
                catalogue.price(model, inputs),
                base,
                webhook,
                now,
                null,
                null,
                Task.State.CREATED,
                null,
                List.of(),
                List.of(),
                "",
                0,
                webhook == null);
    }

    private CompletableFuture<Reply> ended(Task task) {
        return scheduler
                .end(task.id())
                .completeOnTimeout(task, terms.syncWait().toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(this::answer, answering);
    }

    private Reply answer(Task task) {
        try {
            return Reply.ok(
                    task.ended()
                            ? view.of(task, task.base())
                            : view.item(task, task.base())
                                    .put("status", Task.State.PROCESSING.text())
                                    .put("code", SYNC_TIMED_OUT)
                                    .put("error", "Sync mode timed out; poll urls.get for the result"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
