package io.controlnetflow.routes.app.verb;

import io.controlnetflow.routes.app.bench.BenchFigures;
import io.controlnetflow.routes.app.bench.BenchFlow;
import io.controlnetflow.routes.app.bench.BenchRun;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flow bench}. */
@Command(
        name = "bench",
        description = {
            "Measures this machine: plans a flow of many cells, runs it to its end, and prints figures.",
            "Jobs go to an embedded server of its own, which makes tiny pictures at once; nothing is paid.",
            "Everything lies in a temporary folder and is removed at the end."
        },
        footerHeading = "%nExamples%n",
        footer = {"  flow bench", "  flow bench --cells 10000 --jobs 2500", "  flow bench --cells 100000 --plan-only"})
public final class BenchVerb extends Verb {
    @Option(names = "--cells", paramLabel = "N", description = "Cells of the flow. Default: ${DEFAULT-VALUE}.")
    private int cells = 1000;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Cells of them that are jobs; at most a third. Default: a tenth.")
    private @Nullable Integer jobs;

    @Option(names = "--plan-only", description = "Plans the flow, and runs nothing.")
    private boolean planOnly;

    public BenchVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.noneOf(Setting.class);
    }

    @Override
    int perform() throws Exception {
        BenchFlow flow = flow();
        Path folder = Files.createTempDirectory("flow-bench");
        BenchFigures figures;
        try {
            figures = BenchRun.measure(flow, folder, planOnly, this::progress);
        } finally {
            console().redraw(null);
            remove(folder);
        }
        console().say(figures.text());
        BenchFigures.Ran run = figures.run();
        boolean whole = run == null || run.problem() == null;
        if (run != null && run.problem() != null) {
            console().complain("flow: " + run.problem());
        }
        int code = whole ? ExitCode.DONE : ExitCode.FAILED;
        if (asJson()) {
            console().result(figures.json().put("exit_code", code));
        }
        return code;
    }

    private BenchFlow flow() {
        try {
            return new BenchFlow(cells, jobs == null ? cells / 10 : jobs);
        } catch (IllegalArgumentException e) {
            throw new Refusal("--" + e.getMessage());
        }
    }

    private void progress(int done) {
        console().redraw(String.format(Locale.ROOT, "%,d of %,d cells", done, cells));
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
