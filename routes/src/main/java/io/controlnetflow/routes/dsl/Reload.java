package io.controlnetflow.routes.dsl;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over changes of route files while their context runs. A changed file is checked before anything is touched: a bad one is
 * told of once, and its last good routes go on; a good one takes the place of that file's routes, and of no others. Camel's own reload
 * removes the good routes before it looks at the new ones. Thread-safe.
 */
public final class Reload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /**
     * @param good the text whose routes run; null when none do
     * @param seen the text at the last look
     * @param judged the last text that was taken or refused
     */
    private record Held(
            @Nullable String good, String seen, @Nullable String judged) {
        Held seen(String text) {
            return new Held(good, text, judged);
        }

        Held refused(String text) {
            return new Held(good, text, text);
        }

        boolean isRefused() {
            return judged != null && !judged.equals(good);
        }
    }

    private final FileRoutes routes;
    private final CamelContext camel;
    private final Supplier<List<Path>> files;
    private final Function<Path, List<String>> check;
    private final Consumer<String> tell;
    private final Map<Path, Held> held = new LinkedHashMap<>();
    private @Nullable ScheduledExecutorService timer;
    private @Nullable Future<?> looking;

    /**
     * Takes what the files hold now for what runs.
     *
     * @param camel runs the routes of the files already
     * @param files what there is at a look; absolute paths
     * @param check what is wrong with a file, a line each; empty for a good one
     * @param tell takes what a person should know, a line each
     */
    public Reload(
            CamelContext camel, Supplier<List<Path>> files, Function<Path, List<String>> check, Consumer<String> tell) {
        this.camel = camel;
        this.routes = new FileRoutes(camel);
        this.files = files;
        this.check = check;
        this.tell = tell;
        for (Path file : files.get()) {
            String text = read(file);
            if (text != null) {
                held.put(file, new Held(text, text, text));
            }
        }
    }

    /** Looks again and again, on a thread of the context, until closed. */
    public synchronized void start(Duration pause) {
        if (timer == null) {
            timer = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "reload");
            looking = timer.scheduleWithFixedDelay(
                    this::lookAgain, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lookAgain() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.error("The route files are looked at again in a moment", e);
        }
    }

    /** Looks once. A change is taken when it is seen unchanged at the next look, so that nothing half-written is read. */
    public synchronized void look() {
        Set<Path> there = new LinkedHashSet<>(files.get());
        for (Path file : List.copyOf(held.keySet())) {
            if (!there.contains(file) && !Files.exists(file)) {
                gone(file, Objects.requireNonNull(held.remove(file)));
            }
        }
        for (Path file : there) {
            String text = read(file);
            if (text != null) {
                look(file, text);
            }
        }
    }

    private void look(Path file, String text) {
        Held before = held.get(file);
        if (before == null || !text.equals(before.seen())) {
            held.put(file, before == null ? new Held(null, text, null) : before.seen(text));
        } else if (!text.equals(before.judged())) {
            held.put(file, judge(file, text, before));
        }
    }

    private Held judge(Path file, String text, Held before) {
        if (text.equals(before.good())) {
            tell.accept(file + ": is as it was; its routes went on");
            return new Held(text, text, text);
        }
        List<String> problems = check.apply(file);
        if (problems.isEmpty()) {
            problems = routes.replace(file, text, before.good());
        }
        if (problems.isEmpty()) {
            tell.accept(file + ": " + (before.good() == null ? "is new" : "is changed") + "; its routes run now");
            return new Held(text, text, text);
        }
        problems.forEach(tell);
        tell.accept(file + ": is not taken; "
                + (before.good() == null ? "nothing of it is started" : "its last good routes go on"));
        return before.refused(text);
    }

    private void gone(Path file, Held before) {
        if (before.good() != null) {
            routes.remove(file);
            tell.accept(file + ": is gone; its routes are stopped");
        }
    }

    /** Files whose last change was refused. */
    public synchronized List<Path> refused() {
        return held.entrySet().stream()
                .filter(e -> e.getValue().isRefused())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Null for a file that cannot be read now. */
    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException | MalformedInputException e) {
            return null;
        } catch (IOException e) {
            LOG.warn("{}: cannot be read; its routes go on, and it is looked at again in a moment", file, e);
            return null;
        }
    }

    @Override
    public synchronized void close() {
        if (looking != null) {
            looking.cancel(false);
        }
        if (timer != null) {
            camel.getExecutorServiceManager().shutdownNow(timer);
            timer = null;
        }
    }
}
