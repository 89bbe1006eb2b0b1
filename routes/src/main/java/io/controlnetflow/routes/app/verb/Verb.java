package io.controlnetflow.routes.app.verb;

import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.settings.Setting;
import io.controlnetflow.routes.app.settings.SettingOptions;
import io.controlnetflow.routes.app.settings.Sources;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** What every verb has: {@code --help}, {@code --json}, its settings, and a console. */
public abstract class Verb implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object at the end on stdout; everything else goes to stderr.")
    private boolean json;

    private final Console console;
    private final Map<String, String> environment;
    private final SettingOptions options = new SettingOptions();

    Verb(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
    }

    /** Which settings can be options of this verb. */
    abstract Set<Setting> settings();

    /** Whether the request fields are options of this verb. */
    boolean takesFields() {
        return false;
    }

    abstract int perform() throws Exception;

    @Override
    public final Integer call() throws Exception {
        console.json(json);
        return perform();
    }

    /** Whether it is about a ledger, and can be done by the process that holds it. */
    public boolean isOfALedger() {
        return false;
    }

    /** The ledger that this process holds, which the verb is done on from then on. */
    public void on(Held held) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " is of no ledger");
    }

    public void addOptions(CommandSpec spec) {
        spec.usageMessage().abbreviateSynopsis(true).sortOptions(false).longOptionsMaxWidth(30);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this help.")
                .build());
        options.addTo(spec, settings(), takesFields());
    }

    Console console() {
        return console;
    }

    boolean asJson() {
        return json;
    }

    Sources sources() {
        return Sources.of(options.given(), environment);
    }
}
