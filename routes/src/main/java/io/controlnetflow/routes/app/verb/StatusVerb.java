package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.reason.CellFinder;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.serve.RejectedFiles;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.engine.EngineSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flow status}. */
@Command(
        name = "status",
        description =
                "Shows jobs and runs by state, what waits for a person and with which command, and what was spent.",
        footerHeading = "%nExamples%n",
        footer = {"  flow status shop", "  flow status --spend", "  flow status --state c --json"})
public final class StatusVerb extends StateVerb {
    private static final int MOST = 20;
    private static final List<JobState> WANTED =
            List.of(JobState.IN_DOUBT, JobState.HELD, JobState.PARKED, JobState.FAILED);

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = "The folder that was run. Default: the current folder.")
    private @Nullable Path folder;

    @Option(names = "--spend", description = "Shows money only: spent, reserved and released, today and in all.")
    private boolean spend;

    public StatusVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Place place() {
        return folder == null ? super.place() : Place.of(folder);
    }

    @Override
    int perform(Ledger ledger, EngineSettings engine) {
        return spend ? SpendReport.show(console(), ledger.account(), clock(), asJson()) : jobs(ledger, engine);
    }

    private int jobs(Ledger ledger, EngineSettings engine) {
        Map<JobState, Long> counts = ledger.jobs().countByState();
        Account.Spending spent = ledger.account().spending(Instant.EPOCH);
        Optional<Account.Pause> pause = ledger.account().paused();
        List<Account.Halt> halts = ledger.account().halts();
        List<Jobs.Job> wanted = new ArrayList<>();
        WANTED.forEach(s -> wanted.addAll(ledger.jobs().inState(s, MOST)));
        RunsReport runs = RunsReport.of(ledger, this::link);
        int code = code(counts, pause.isPresent() || !halts.isEmpty());
        if (code == ExitCode.DONE && runs.waitsForAPerson()) {
            code = ExitCode.WAITS_FOR_A_PERSON;
        }
        List<Path> rejected = new RejectedFiles(engine.stateFolder()).read();
        if (asJson()) {
            ObjectNode json = json(code, counts, spent, pause, wanted);
            ArrayNode files = json.putArray("rejected_files");
            rejected.forEach(file -> files.add(file.toString()));
            halted(json, halts);
            runs.addTo(json);
            console().result(json);
            return code;
        }
        Style style = console().style();
        console().say(style.bold("Jobs of " + near(engine.stateFolder())));
        for (JobState state : JobState.values()) {
            long n = counts.getOrDefault(state, 0L);
            if (n > 0) {
                console().say(String.format(Locale.ROOT, "  %7d  %s", n, words(state)));
            }
        }
        if (counts.values().stream().allMatch(n -> n == 0)) {
            console().say("  none");
        }
        console()
                .say("Spent " + Style.usd(spent.spent()) + ", reserved " + Style.usd(spent.reserved()) + ", by "
                        + Style.count(spent.posts(), "submit"));
        pause.ifPresent(p ->
                console().say(style.caution("Paused (" + p.code() + "): ") + p.reason() + "; 'flow resume' lifts it"));
        if (!rejected.isEmpty()) {
            console()
                    .say(style.caution(RejectedFiles.count(rejected)) + ": "
                            + rejected.stream().map(this::near).collect(Collectors.joining(", "))
                            + "; flow watch goes on with what ran before");
        }
        halts.forEach(halt -> console()
                .say(style.caution("Paused (budget): ") + "run " + CellFinder.brief(halt.run()) + ": "
                        + halt.reason()));
        String where = " --state " + near(engine.stateFolder());
        wanted.forEach(j -> console().say(wanted(j, where, style)));
        runs.say(console(), where);
        return code;
    }

    private static void halted(ObjectNode json, List<Account.Halt> halts) {
        ArrayNode all = json.putArray("halted");
        halts.forEach(halt -> all.addObject().put("run", halt.run()).put("reason", halt.reason()));
    }

    private static int code(Map<JobState, Long> counts, boolean paused) {
        if (paused) {
            return ExitCode.PAUSED;
        }
        if (counts.getOrDefault(JobState.FAILED, 0L) > 0) {
            return ExitCode.FAILED;
        }
        return WANTED.stream().anyMatch(s -> counts.getOrDefault(s, 0L) > 0)
                ? ExitCode.WAITS_FOR_A_PERSON
                : ExitCode.DONE;
    }

    private static String wanted(Jobs.Job job, String where, Style style) {
        String problem = job.problem() == null ? "" : ": " + job.problem();
        boolean told = job.predictionId() == null || problem.contains(job.predictionId());
        String id = told ? "" : ", prediction " + job.predictionId();
        return "  " + style.caution(job.key().brief()) + " " + words(job.state()) + " ("
                + job.asked().label() + id + ")" + problem + System.lineSeparator() + "           "
                + style.dim(command(job) + where);
    }

    /** The command that goes on with a job. */
    static String command(Jobs.Job job) {
        String key = job.key().brief();
        return switch (job.state()) {
            case IN_DOUBT -> "being looked up; or flow resolve " + key + " --adopt ID | --resubmit | --drop";
            case HELD -> "flow resolve " + key + " --adopt ID | --resubmit | --drop";
            case PARKED -> "flow resume " + key;
            case FAILED -> "flow retry " + key;
            default -> "";
        };
    }

    private static ObjectNode json(
            int code,
            Map<JobState, Long> counts,
            Account.Spending spent,
            Optional<Account.Pause> pause,
            List<Jobs.Job> wanted) {
        ObjectNode json = Json.object().put("exit_code", code);
        ObjectNode jobs = json.putObject("jobs");
        for (JobState state : JobState.values()) {
            jobs.put(state.name().toLowerCase(Locale.ROOT), counts.getOrDefault(state, 0L));
        }
        json.put("spent", Json.usd(spent.spent()))
                .put("reserved", Json.usd(spent.reserved()))
                .put("submits", spent.posts());
        pause.ifPresent(p -> json.putObject("paused").put("code", p.code()).put("reason", p.reason()));
        ArrayNode waiting = json.putArray("attention");
        for (Jobs.Job job : wanted) {
            waiting.addObject()
                    .put("job", job.key().toString())
                    .put("state", job.state().name().toLowerCase(Locale.ROOT))
                    .put("label", job.asked().label())
                    .put("prediction", job.predictionId())
                    .put("problem", job.problem())
                    .put("command", command(job));
        }
        return json;
    }

    private static String words(JobState state) {
        return switch (state) {
            case NEW, READY -> state.name().toLowerCase(Locale.ROOT) + ", not sent";
            case SUBMITTING -> "being sent";
            case POLLING -> "generating";
            case DOWNLOADING -> "being fetched";
            case IN_DOUBT -> "in doubt";
            default -> state.name().toLowerCase(Locale.ROOT);
        };
    }
}
