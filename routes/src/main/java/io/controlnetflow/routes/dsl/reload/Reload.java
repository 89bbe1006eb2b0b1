package io.controlnetflow.routes.dsl.reload;

import io.controlnetflow.routes.dsl.RouteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over changes of files while their context runs. What changed together is checked together, before anything is touched: what is
 * bad is told of once, and its last good version goes on; what is good takes the place of the routes that it changes, and of no others.
 * Camel's own reload removes the good routes before it looks at the new ones. Thread-safe.
 */
public final class Reload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /** Stands for bytes that are no text. */
    private static final String NO_TEXT = "\uffff";

    /** Who is told what a person should know. */
    public interface Told {
        /** The file as a person calls it. */
        default String name(Path file) {
            return file.toString();
        }

        /** A change that runs now, or that says when it will. */
        void taken(String line);

        /** Changes that are not taken, for the first time: a line for each problem and each file. */
        void refused(List<String> lines);
    }

    /**
     * @param good the text that runs; null when none does
     * @param seen the text at the last look; null when there was no file
     * @param judged the last text that was taken or refused; null for no file
     */
    private record Held(
            @Nullable String good,
            @Nullable String seen,
            @Nullable String judged) {
        boolean isNews() {
            return !Objects.equals(seen, judged);
        }

        boolean isRefused() {
            return !Objects.equals(judged, good);
        }
    }

    private final FileRoutes routes;
    private final CamelContext camel;
    private final Supplier<List<Path>> files;
    private final Function<Map<Path, String>, List<Wrong>> check;
    private final Told told;
    private final Map<Path, Held> held = new TreeMap<>();
    private @Nullable ScheduledExecutorService timer;
    private @Nullable Future<?> looking;

    /**
     * Takes what the files hold now for what runs.
     *
     * @param camel runs the routes of the files already
     * @param files what there is at a look, routes and what they are run with; absolute paths
     * @param check what is wrong with texts that lie together
     */
    public Reload(
            CamelContext camel, Supplier<List<Path>> files, Function<Map<Path, String>, List<Wrong>> check, Told told) {
        this.camel = camel;
        this.routes = new FileRoutes(camel, told::name);
        this.files = files;
        this.check = check;
        this.told = told;
        for (Path file : files.get()) {
            String text = read(file).orElse(null);
            held.put(file, new Held(text, text, text));
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
            LOG.error("The files are looked at again in a moment", e);
        }
    }

    /** Looks once. Changes are taken when nothing changed since the look before, so that nothing half-written is read. */
    public synchronized void look() {
        routes.sweep();
        boolean quiet = true;
        Set<Path> all = new LinkedHashSet<>(held.keySet());
        all.addAll(files.get());
        for (Path file : all) {
            Held before = held.getOrDefault(file, new Held(null, null, null));
            String text = before.seen();
            try {
                text = read(file).orElse(null);
            } catch (RuntimeException e) {
                LOG.warn("{}: cannot be read; it is looked at again in a moment", file, e);
            }
            quiet &= Objects.equals(text, before.seen());
            held.put(file, new Held(before.good(), text, before.judged()));
        }
        if (quiet && held.values().stream().anyMatch(Held::isNews)) {
            judge();
        }
        held.values().removeIf(file -> file.good() == null && file.seen() == null);
    }

    private void judge() {
        Map<Path, Optional<String>> changed = new LinkedHashMap<>();
        Map<Path, List<String>> refused = new LinkedHashMap<>();
        Map<Path, String> good = new TreeMap<>();
        held.forEach((file, text) -> {
            if (text.good() != null) {
                good.put(file, text.good());
            }
            if (NO_TEXT.equals(text.seen()) && text.isNews()) {
                refused.put(file, List.of(told.name(file) + ": is no text in UTF-8; save it as UTF-8"));
            } else if (text.isNews() && Objects.equals(text.seen(), text.good())) {
                held.put(file, new Held(text.good(), text.seen(), text.seen()));
                told.taken(told.name(file) + ": is as it was; " + (text.good() == null ? "nothing ran" : "it went on"));
            } else if (text.isNews() || (text.isRefused() && !NO_TEXT.equals(text.judged()))) {
                changed.put(file, Optional.ofNullable(text.seen()));
            }
        });
        Judge.Verdict verdict = new Judge(good, check, told::name).of(changed);
        refused.putAll(verdict.refused());
        take(verdict.taken(), refused);
        refuse(refused);
    }

    private void take(Map<Path, Optional<String>> taken, Map<Path, List<String>> refused) {
        Map<Path, Optional<String>> runs = new LinkedHashMap<>(taken);
        runs.keySet().removeIf(file -> !RouteFile.isRoutes(file));
        List<String> problems = runs.isEmpty() ? List.of() : routes.replace(runs, this::good);
        if (!problems.isEmpty()) {
            runs.keySet().forEach(file -> refused.put(file, problems));
        }
        List<String> news = new ArrayList<>();
        taken.forEach((file, text) -> {
            if (!refused.containsKey(file)) {
                news.add(told.name(file) + ": " + news(file, text));
                held.put(file, new Held(text.orElse(null), text.orElse(null), text.orElse(null)));
            }
        });
        news.forEach(told::taken);
    }

    private String news(Path file, Optional<String> text) {
        String what = text.isEmpty() ? "is gone" : good(file) == null ? "is new" : "is changed";
        if (!RouteFile.isRoutes(file)) {
            return what + "; it holds from the next start on";
        }
        return what + (text.isEmpty() ? "; its routes take nothing more" : "; its routes run now");
    }

    private @Nullable String good(Path file) {
        Held text = held.get(file);
        return text == null ? null : text.good();
    }

    private void refuse(Map<Path, List<String>> refused) {
        Set<String> lines = new LinkedHashSet<>();
        List<String> ends = new ArrayList<>();
        refused.forEach((file, problems) -> {
            Held text = Objects.requireNonNull(held.get(file));
            if (text.isNews()) {
                lines.addAll(problems);
                ends.add(told.name(file) + ": is not taken; "
                        + (text.good() == null ? "nothing of it is started" : "its last good version goes on"));
                held.put(file, new Held(text.good(), text.seen(), text.seen()));
            }
        });
        if (!ends.isEmpty()) {
            lines.addAll(ends);
            told.refused(List.copyOf(lines));
        }
    }

    /** Files whose last change was refused. */
    public synchronized List<Path> refused() {
        return held.entrySet().stream()
                .filter(e -> e.getValue().isRefused())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Empty when there is no such file. */
    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of(NO_TEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
