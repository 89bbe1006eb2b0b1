package io.controlnetflow.core.embedded;

import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.core.embedded.books.Books;
import io.controlnetflow.core.embedded.books.EmbeddedUnavailable;
import io.controlnetflow.core.embedded.books.StateFolder;
import io.controlnetflow.core.embedded.books.Tally;
import io.controlnetflow.core.embedded.books.Task;
import io.controlnetflow.core.embedded.call.AccountCalls;
import io.controlnetflow.core.embedded.call.Api;
import io.controlnetflow.core.embedded.call.Audit;
import io.controlnetflow.core.embedded.call.Catalogue;
import io.controlnetflow.core.embedded.call.Downloads;
import io.controlnetflow.core.embedded.call.Predictions;
import io.controlnetflow.core.embedded.call.SubmitHandler;
import io.controlnetflow.core.embedded.call.TaskView;
import io.controlnetflow.core.embedded.call.Uploads;
import io.controlnetflow.core.embedded.call.Webhooks;
import io.controlnetflow.core.embedded.fault.Draw;
import io.controlnetflow.core.embedded.fault.Script;
import io.controlnetflow.core.embedded.fault.Trouble;
import io.controlnetflow.core.embedded.http.HttpTuning;
import io.controlnetflow.core.embedded.http.Router;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.embedded.painter.Painter;
import io.controlnetflow.core.embedded.render.ControlImages;
import io.controlnetflow.core.embedded.render.Errands;
import io.controlnetflow.core.embedded.render.Renderer;
import io.controlnetflow.core.embedded.render.Scheduler;
import io.controlnetflow.core.embedded.render.Studio;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The provider's API on this machine, with a local renderer behind it. Needs no internet. Books and files are kept in its
 * folder, so that predictions outlive the process. Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final int HANDLERS = 16;
    private final StateFolder folder;
    private final Books books;
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;
    private final ExecutorService handlers;
    private final Script script = new Script();
    private final Trouble trouble;
    private final Downloads downloads;
    private final Scheduler scheduler;
    private final HttpServer http;
    private final String host;

    private EmbeddedServer(EmbeddedSettings settings, @Nullable Renderer renderer, StateFolder folder, Books books)
            throws IOException {
        this.folder = folder;
        this.books = books;
        this.host = settings.host();
        http = listen(settings, folder.port());
        timer = Executors.newSingleThreadScheduledExecutor(named("embedded-timer"));
        workers = Executors.newFixedThreadPool(
                Math.max(settings.renderers(), renderer == null ? 0 : renderer.places()), named("embedded-renderer"));
        handlers = Executors.newFixedThreadPool(HANDLERS, named("embedded-http"));
        trouble = new Trouble(settings.faults(), script, timer);
        downloads = new Downloads(books, folder, settings.strictFiles());
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        TaskView view = new TaskView(folder);
        ControlImages images = new ControlImages(books, folder, settings.fetching(), client);
        Webhooks webhooks =
                new Webhooks(books, view, trouble, client, timer, settings.webhookPause(), settings.clock());
        Errands errands = new Errands(books);
        scheduler = new Scheduler(
                books,
                new Studio(folder, errands, images, renderer, trouble),
                errands,
                places(settings.tier().concurrentTasks(), renderer == null ? 0 : renderer.places()),
                timer,
                workers,
                settings.clock(),
                webhooks::call);
        Catalogue catalogue = new Catalogue();
        Router router = new Router(new Api(
                        new SubmitHandler(terms(settings), books, catalogue, images, scheduler, view, handlers),
                        new Predictions(books, scheduler, view),
                        new Uploads(books, folder, downloads, settings.clock()),
                        downloads,
                        catalogue,
                        new AccountCalls(settings.balance(), books),
                        this::audit)
                .routes());
        http.setExecutor(handlers);
        http.createContext("/", new Front(router, new Keys(settings.keys()), trouble, books, this::baseUrl));
        List<Task> all = new ArrayList<>(books.newestFirst(t -> !t.ended() || !t.called()));
        Collections.reverse(all);
        folder.remember(port());
        http.start();
        scheduler.resume(all.stream().filter(t -> !t.ended()).toList());
        all.stream().filter(Task::ended).forEach(webhooks::call);
    }

    /**
     * Starts with the painter of local previews.
     *
     * @throws EmbeddedUnavailable when the folder is in use, or the port is
     */
    public static EmbeddedServer start(EmbeddedSettings settings) {
        return start(settings, new Painter());
    }

    /**
     * Starts with another renderer.
     *
     * @throws EmbeddedUnavailable when the folder is in use, or the port is
     */
    public static EmbeddedServer start(EmbeddedSettings settings, Renderer renderer) {
        HttpTuning.apply();
        StateFolder folder = StateFolder.open(settings.folder());
        try {
            Books books = Books.open(folder, settings.clock());
            try {
                return new EmbeddedServer(settings, settings.renderless() ? null : renderer, folder, books);
            } catch (IOException | RuntimeException e) {
                books.close();
                throw e;
            }
        } catch (IOException e) {
            folder.close();
            throw new EmbeddedUnavailable("embedded server: cannot start: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static SubmitHandler.Terms terms(EmbeddedSettings settings) {
        return new SubmitHandler.Terms(
                settings.tier(), settings.balance(), times(settings), settings.syncWait(), settings.clock());
    }

    private static Supplier<Duration> times(EmbeddedSettings settings) {
        long span = settings.longest().minus(settings.shortest()).toMillis();
        AtomicLong drawn = new AtomicLong();
        return () -> {
            double part = Draw.unit(settings.seed(), "generation".hashCode(), drawn.incrementAndGet());
            return settings.shortest().plusMillis(Math.round(span * part));
        };
    }

    /** The smaller limit; zero is none. */
    private static int places(int one, int other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }

    private static HttpServer listen(EmbeddedSettings settings, int remembered) throws IOException {
        InetAddress address = InetAddress.getByName(settings.host());
        if (settings.port() == 0 && remembered != 0) {
            try {
                return HttpServer.create(new InetSocketAddress(address, remembered), 1024);
            } catch (BindException e) {
                return HttpServer.create(new InetSocketAddress(address, 0), 1024);
            }
        }
        try {
            return HttpServer.create(new InetSocketAddress(address, settings.port()), 1024);
        } catch (BindException e) {
            throw new EmbeddedUnavailable(
                    "embedded server: port " + settings.port() + ": is in use; choose another one, or 0 for any", e);
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger n = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + n.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** As in {@code http://127.0.0.1:18080}, without a path. */
    public String baseUrl() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** Exact answers for exact requests. */
    public Script script() {
        return script;
    }

    /** What the server saw so far. */
    public Audit audit() {
        Tally tally = books.tally();
        Map<Step, Long> requests = new EnumMap<>(Step.class);
        for (Step s : Step.values()) {
            requests.put(s, trouble.count(s));
        }
        return new Audit(
                tally.posts(),
                tally.acceptedByFingerprint().values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                tally.acceptedByFingerprint(),
                tally.charged(),
                tally.refunded(),
                tally.postsByCaller(),
                tally.acceptedByCaller(),
                requests,
                downloads.keysSeen(),
                scheduler.active(),
                scheduler.mostActive());
    }

    /** Stops at once. What is unfinished goes on at the next start with the same folder. */
    @Override
    public void close() {
        scheduler.close();
        http.stop(0);
        timer.shutdownNow();
        workers.shutdown();
        handlers.shutdown();
        try {
            boolean unused = workers.awaitTermination(1, TimeUnit.SECONDS); // for the picture that is being written
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            books.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            folder.close();
        }
    }
}
