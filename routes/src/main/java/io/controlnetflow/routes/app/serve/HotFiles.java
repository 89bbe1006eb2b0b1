package io.controlnetflow.routes.app.serve;

import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.lint.Lint;
import io.controlnetflow.routes.app.lint.file.Texts;
import io.controlnetflow.routes.dsl.reload.Reload;
import io.controlnetflow.routes.dsl.reload.Wrong;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over changed files while {@code watch} runs them, checked as {@code validate} does, and says so. */
public final class HotFiles implements AutoCloseable, Reload.Told {
    private static final Logger LOG = LoggerFactory.getLogger(HotFiles.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /**
     * What is looked at.
     *
     * @param folder that the files lie in
     * @param routes pipelines and route files, as they are there now
     * @param environment names of its variables, for the check
     */
    public record Wanted(Path folder, Supplier<List<Path>> routes, Set<String> environment) {}

    private final Wanted wanted;
    private final Session session;
    private final Console console;
    private final RejectedFiles rejected;
    private final Reload reload;

    private HotFiles(Wanted wanted, Session session, Path state, Console console) {
        this.wanted = wanted;
        this.session = session;
        this.console = console;
        this.rejected = new RejectedFiles(state);
        this.reload = new Reload(
                session.context(),
                () -> Texts.files(wanted.folder(), wanted.routes().get()),
                this::check,
                this);
    }

    /** Looks at the files until it is closed. */
    static HotFiles follow(Wanted wanted, Session session, Path state, Console console) {
        HotFiles files = new HotFiles(wanted, session, state, console);
        files.reload.start(BETWEEN_LOOKS);
        return files;
    }

    private List<Wrong> check(Map<Path, String> texts) {
        try (Lint lint = new Lint(wanted.environment())) {
            return lint.check(new Texts(wanted.folder(), texts)).stream()
                    .map(found -> new Wrong(found.file(), found.toString()))
                    .toList();
        }
    }

    @Override
    public String name(Path file) {
        return Words.near(file);
    }

    @Override
    public void taken(String line) {
        LOG.info("{}", line);
        console.say("  " + line);
        rejected.are(reload.refused());
        session.changed();
    }

    @Override
    public void refused(List<String> lines) {
        List<Path> files = reload.refused();
        Style style = console.style();
        lines.forEach(line -> console.complain(style.bad(style.pick("✗", "x")) + " " + line));
        console.complain("  " + style.caution(RejectedFiles.count(files)) + "; what ran before runs on");
        LOG.warn("{}: {}", RejectedFiles.count(files), lines.stream().collect(Collectors.joining("; ")));
        rejected.are(files);
    }

    @Override
    public void close() {
        reload.close();
        rejected.are(List.of());
    }
}
