package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.extra.Extras;
import io.controlnetflow.routes.app.extra.Maven;
import io.controlnetflow.routes.app.extra.Wanted;
import io.controlnetflow.routes.app.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code flow add}. */
@Command(
        name = "add",
        description = {
            "Adds Camel components and other libraries to the program; Maven fetches them.",
            "They are in the folder extra/ beside it, and of use from its next start. Without a name: what is there."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  flow add kafka slack",
            "  flow add pose depth     what runs the models of these control maps",
            "  flow add org.apache.activemq:artemis-jakarta-client:2.40.0",
            "  flow add"
        })
public final class AddVerb extends Verb {
    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "A component (kafka), a Camel library (camel-kafka), pose, depth, soft-edge, or group:artifact:version.")
    private List<String> names = List.of();

    public AddVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.noneOf(Setting.class);
    }

    @Override
    int perform() throws IOException, InterruptedException {
        CamelCatalog catalog = new DefaultCamelCatalog();
        List<Wanted> wanted = names.stream()
                .flatMap(name -> Wanted.all(name, catalog).stream())
                .toList();
        Extras extras = Extras.ofProgram();
        List<Path> jars = wanted.isEmpty() ? extras.jars() : fetched(wanted, catalog.getCatalogVersion(), extras);
        console().say(sentence(wanted, jars) + Words.near(extras.folder()));
        jars.forEach(jar -> console().say("  " + jar.getFileName()));
        if (asJson()) {
            ObjectNode json = Json.object().put("exit_code", ExitCode.DONE);
            json.put("folder", extras.folder().toString());
            ArrayNode all = json.putArray("jars");
            jars.forEach(jar -> all.add(String.valueOf(jar.getFileName())));
            console().result(json);
        }
        return ExitCode.DONE;
    }

    private static String sentence(List<Wanted> wanted, List<Path> jars) throws IOException {
        if (wanted.isEmpty()) {
            return Style.count(jars.size(), "jar") + " in ";
        }
        if (jars.isEmpty()) {
            return "Nothing to add: the program has all of it; what was added before is in ";
        }
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        return String.format(
                Locale.ROOT, "Added %s, %.1f MB, to ", Style.count(jars.size(), "jar"), bytes / 1_000_000.0);
    }

    private static List<Path> fetched(List<Wanted> wanted, String camel, Extras extras)
            throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("flow-add");
        try {
            new Maven("mvn", camel).fetch(wanted, scratch);
            return extras.take(scratch);
        } finally {
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
