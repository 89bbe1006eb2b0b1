package io.controlnetflow.routes.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.console.Version;
import io.controlnetflow.routes.app.control.Answer;
import io.controlnetflow.routes.app.control.Errand;
import io.controlnetflow.routes.app.verb.AddVerb;
import io.controlnetflow.routes.app.verb.ApproveVerb;
import io.controlnetflow.routes.app.verb.BenchVerb;
import io.controlnetflow.routes.app.verb.CancelVerb;
import io.controlnetflow.routes.app.verb.DoctorVerb;
import io.controlnetflow.routes.app.verb.DrawVerb;
import io.controlnetflow.routes.app.verb.EjectVerb;
import io.controlnetflow.routes.app.verb.Held;
import io.controlnetflow.routes.app.verb.PlanVerb;
import io.controlnetflow.routes.app.verb.RejectVerb;
import io.controlnetflow.routes.app.verb.ReplayVerb;
import io.controlnetflow.routes.app.verb.ResolveVerb;
import io.controlnetflow.routes.app.verb.ResumeVerb;
import io.controlnetflow.routes.app.verb.RetryVerb;
import io.controlnetflow.routes.app.verb.RunVerb;
import io.controlnetflow.routes.app.verb.SchemaVerb;
import io.controlnetflow.routes.app.verb.ServeApiVerb;
import io.controlnetflow.routes.app.verb.ShowVerb;
import io.controlnetflow.routes.app.verb.StatusVerb;
import io.controlnetflow.routes.app.verb.ValidateVerb;
import io.controlnetflow.routes.app.verb.Verb;
import io.controlnetflow.routes.app.verb.WatchVerb;
import io.controlnetflow.routes.app.verb.WhyVerb;
import io.controlnetflow.routes.engine.outbox.FolderUnusable;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Builds the command line: verbs, their options, help, and what is said about a wrong one. */
final class CommandLines {
    private static final String JSON = "--json";

    private CommandLines() {}

    @Command(
            name = "flow",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Pictures in a folder become ControlNet pictures in another. One job, one POST.",
            synopsisSubcommandLabel = "VERB",
            footerHeading = "%nExit codes%n",
            footer = {
                "  0    all done",
                "  1    something failed",
                "  2    wrong use or an invalid file",
                "  3    something waits for a person (held, parked)",
                "  4    paused by budget or account",
                "  130  interrupted",
                "",
                "Example: flow run dsl-examples/01-drop-a-folder"
            })
    static final class Flow implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        private final Console console;

        Flow(Console console) {
            this.console = console;
        }

        @Override
        public void run() {
            console.say(usage(spec.commandLine()));
        }
    }

    static CommandLine of(Console console, Map<String, String> environment) {
        return of(console, verbs(console, environment));
    }

    /** Does a command that another process was given, on the ledger that this one holds. */
    private static Answer perform(Map<String, String> environment, Held held, Errand errand) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Style(errand.colour(), errand.unicode()),
                false,
                errand.width());
        List<Verb> verbs =
                verbs(console, environment).stream().filter(Verb::isOfALedger).toList();
        verbs.forEach(verb -> verb.on(held));
        int code = of(console, verbs).execute(errand.words().toArray(String[]::new));
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static CommandLine of(Console console, List<Verb> verbs) {
        CommandLine flow = new CommandLine(new Flow(console));
        for (Verb verb : verbs) {
            CommandLine line = new CommandLine(verb);
            verb.addOptions(line.getCommandSpec());
            flow.addSubcommand(line);
        }
        flow.setUsageHelpAutoWidth(false);
        flow.setUsageHelpWidth(Math.min(110, Math.max(80, console.width())));
        flow.setColorScheme(CommandLine.Help.defaultColorScheme(console.style().colour() ? Ansi.ON : Ansi.OFF));
        flow.setOut(writer(console::say)).setErr(writer(console::complain));
        flow.setParameterExceptionHandler((e, args) -> {
            String message = wrongUse(e);
            console.complain("flow: " + message);
            return ended(console, List.of(args).contains(JSON), ExitCode.USAGE, message);
        });
        flow.setExecutionExceptionHandler((e, line, parsed) -> {
            console.redraw(null);
            boolean json = parsed.originalArgs().contains(JSON);
            if (e instanceof InterruptedException) {
                return ended(console, json, ExitCode.INTERRUPTED, "interrupted");
            }
            console.complain("flow: " + words(e));
            if (e instanceof Refusal
                    || e instanceof InvalidField
                    || e instanceof FolderUnusable
                    || e instanceof LedgerUnavailable) {
                return ended(console, json, ExitCode.USAGE, words(e));
            }
            LoggerFactory.getLogger(Main.class).error("{}", line.getCommandName(), e);
            return ended(console, json, ExitCode.FAILED, words(e));
        });
        return flow;
    }

    /** A verb that did not come to its own object still prints one. */
    private static int ended(Console console, boolean json, int code, String message) {
        if (json) {
            ObjectNode object = Json.object().put("exit_code", code);
            object.putArray("problems").addObject().put("message", message);
            console.result(object);
        }
        return code;
    }

    private static List<Verb> verbs(Console console, Map<String, String> environment) {
        Held.Commands commands = (held, errand) -> perform(environment, held, errand);
        return List.of(
                new RunVerb(console, environment, commands),
                new WatchVerb(console, environment, commands),
                new PlanVerb(console, environment),
                new StatusVerb(console, environment),
                new DoctorVerb(console, environment),
                new ValidateVerb(console, environment),
                new DrawVerb(console, environment),
                new EjectVerb(console, environment),
                new SchemaVerb(console, environment),
                new WhyVerb(console, environment),
                new ShowVerb(console, environment),
                new ReplayVerb(console, environment),
                new ApproveVerb(console, environment),
                new RejectVerb(console, environment),
                new RetryVerb(console, environment),
                new ResolveVerb(console, environment),
                new ResumeVerb(console, environment),
                new CancelVerb(console, environment),
                new ServeApiVerb(console, environment),
                new AddVerb(console, environment),
                new BenchVerb(console, environment));
    }

    private static String wrongUse(ParameterException e) {
        CommandLine line = e.getCommandLine();
        String verb = line.getCommandSpec().qualifiedName();
        String help = "; see '" + verb + " --help'";
        if (e instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            return Later.refusal(word).orElseGet(() -> {
                Set<String> known = new TreeSet<>(
                        word.startsWith("-")
                                ? line.getCommandSpec().optionsMap().keySet()
                                : Set.of());
                if (line.getParent() == null) {
                    known.addAll(line.getSubcommands().keySet());
                }
                String what = word.startsWith("-") ? "an option of " + verb : "understood by " + verb;
                String bare = word.replaceFirst("=.*", "");
                String hint = Suggestion.hint(bare, known);
                return bare + ": is not " + what + "; " + (hint.isEmpty() ? "" : hint + " ") + "see '" + verb
                        + " --help'";
            });
        }
        return e.getMessage() + help;
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.toString() : message;
    }

    static String usage(CommandLine line) {
        StringWriter text = new StringWriter();
        line.usage(new PrintWriter(text), line.getColorScheme());
        return text.toString().stripTrailing();
    }

    /** A writer that hands over whole texts at each flush. */
    private static PrintWriter writer(java.util.function.Consumer<String> to) {
        StringWriter text = new StringWriter();
        return new PrintWriter(text, true) {
            @Override
            public void flush() {
                String now = text.toString().stripTrailing();
                text.getBuffer().setLength(0);
                if (!now.isEmpty()) {
                    to.accept(now);
                }
            }
        };
    }
}
