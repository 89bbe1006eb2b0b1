package io.controlnetflow.routes.app.serve;

import io.controlnetflow.core.ledger.LedgerHeld;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.lint.RouteTrouble;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.component.folder.WatchFolderConsumer;
import io.controlnetflow.routes.component.folder.WatchFolderOverrides;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.EngineSettings;
import io.controlnetflow.routes.engine.folder.FolderJob;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.folder.Folders;
import io.controlnetflow.routes.engine.run.FlowAddress;
import io.controlnetflow.routes.engine.run.FlowPlace;
import io.controlnetflow.routes.engine.run.FlowRuns;
import io.controlnetflow.routes.engine.run.Flows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.EventNotifier;
import org.jspecify.annotations.Nullable;

/** A Camel context with our engine's settings in it, from its start to its end. */
public final class Session implements AutoCloseable {
    private static final long STOP_SECONDS = 15;

    private final CamelContext context;
    private final Runnable stop;
    private final Runnable changed;

    private Session(CamelContext context, Runnable stop) {
        this(context, stop, () -> {});
    }

    private Session(CamelContext context, Runnable stop, Runnable changed) {
        this.context = context;
        this.stop = stop;
        this.changed = changed;
    }

    /** Makes the state folder and starts a context without routes of its own. */
    public static Session open(EngineSettings settings) {
        return open(settings, null);
    }

    /** @param flows where the results of flows belong that are started without a folder; null: nowhere */
    static Session open(EngineSettings settings, @Nullable FlowPlace flows) {
        prepare(settings.stateFolder(), settings.apiKey());
        return start(new DefaultCamelContext(), settings, flows);
    }

    /**
     * A context without routes of its own, whose engine only looks.
     *
     * @param lender the engine of this process that holds the ledger; null for none
     */
    public static Session look(EngineSettings settings, @Nullable Engine lender) {
        if (lender == null) {
            return open(settings.lookingOnly());
        }
        DefaultCamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("lender", lender);
        return start(context, looking(settings, lender), null);
    }

    /** What is held is looked at by the settings of who holds it. */
    private static EngineSettings looking(EngineSettings settings, @Nullable Engine lender) {
        if (lender == null) {
            return settings.lookingOnly();
        }
        if (!settings.provider().equals(lender.provider().identity())) {
            throw new Refusal(
                    "--base-url: " + settings.provider() + " is not whom the process that holds the ledger sends to, "
                            + lender.provider().identity() + "; end that process first");
        }
        return lender.settings().lookingOnly();
    }

    private static Session start(DefaultCamelContext context, EngineSettings settings, @Nullable FlowPlace flows) {
        context.getRegistry().bind("controlnetflow", settings);
        if (flows != null) {
            context.getRegistry().bind("flowPlace", flows);
        }
        context.getShutdownStrategy().setTimeout(STOP_SECONDS);
        context.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
        context.start();
        return new Session(context, context::stop);
    }

    /**
     * Starts a context with a person's route files and {@code application.properties}. The placeholder {@code folder} is the
     * folder they lie in, so that their paths do not depend on where the program is started. Runs that were active when the
     * program ended go on.
     *
     * @param tell takes what a person should know of the start, a line each
     * @param check throws a {@link Refusal} when what was read must not be started; no folder has been looked at then
     */
    public static Session open(
            Place place,
            Settings settings,
            WatchFolderOverrides overrides,
            EventNotifier listener,
            Consumer<CamelContext> check,
            Consumer<String> tell) {
        prepare(settings.state(), settings.engine().apiKey());
        Main main = main(place, settings, overrides, settings.engine());
        FlowAddress reached = new FlowAddress();
        main.bind("flowAddress", reached);
        List<HttpDoor> doors = new ArrayList<>();
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                CamelContext camel = starting.getCamelContext();
                camel.getManagementStrategy().addEventNotifier(listener);
                HttpDoor door = new HttpDoor(
                        camel,
                        settings.http(),
                        settings.state().resolve("uploads"),
                        reached,
                        overrides.mode() == FolderSpec.Mode.WATCH,
                        tell);
                doors.add(door);
                camel.addLifecycleStrategy(door);
                try {
                    camel.addStartupListener(whenStarted(check));
                    camel.addStartupListener(door);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        try {
            main.start();
        } catch (Exception e) {
            main.stop();
            throw cause(e, Refusal.class).orElseGet(() -> RouteTrouble.refusal(place, e));
        }
        CamelContext context = main.getCamelContext();
        Session session = new Session(context, main::stop, () -> doors.forEach(HttpDoor::lookAgain));
        if (session.hasFlows()) {
            FlowRuns.of(context);
        }
        return session;
    }

    /**
     * Starts a context in which a person's flows can be planned: of their routes only the bodies of nodes are started, so that
     * nothing begins by itself, and the engine only looks.
     *
     * @param lender the engine of this process that holds the ledger; null for none
     */
    public static Session look(Place place, Settings settings, GivenInputs given, @Nullable Engine lender) {
        if (lender == null) {
            prepare(settings.state(), settings.engine().apiKey());
        }
        WatchFolderOverrides overrides =
                new WatchFolderOverrides(FolderSpec.Mode.RUN, settings.kind(), settings.fields(), given::of);
        Main main = main(place, settings, overrides, looking(settings.engine(), lender));
        if (lender != null) {
            main.bind("lender", lender);
        }
        main.configure().withAutoStartup(false);
        try {
            main.start();
            CamelContext context = main.getCamelContext();
            context.setAutoStartup(true);
            for (RouteDefinition route : ((ModelCamelContext) context).getRouteDefinitions()) {
                if (route.getInput().getEndpointUri().startsWith("dag:")) {
                    context.getRouteController().startRoute(route.getRouteId());
                }
            }
            return new Session(context, main::stop);
        } catch (Exception e) {
            main.stop();
            cause(e, LedgerHeld.class).ifPresent(held -> {
                throw held;
            });
            throw cause(e, Refusal.class).orElseGet(() -> RouteTrouble.refusal(place, e));
        }
    }

    private static Main main(Place place, Settings settings, WatchFolderOverrides overrides, EngineSettings engine) {
        Main main = SharedRegistry.main();
        main.addInitialProperty("folder", place.folder().toString());
        main.addInitialProperty("flow.triggers", Boolean.toString(overrides.mode() == FolderSpec.Mode.WATCH));
        main.addInitialProperty("camel.component.kamelet.location", kamelets(place.folder()));
        Path properties = place.folder().resolve("application.properties");
        main.setPropertyPlaceholderLocations(
                Files.isRegularFile(properties) ? "file:" + properties : "classpath:no.properties;optional=true");
        main.configure()
                .withName("flow")
                .withRoutesIncludePattern(
                        place.routes().stream().map(f -> "file:" + f).collect(Collectors.joining(",")))
                .withSourceLocationEnabled(true)
                .withShutdownTimeout((int) STOP_SECONDS);
        main.bind("controlnetflow", engine);
        main.bind("flowPlace", new FlowPlace(place.folder(), settings.outbox()));
        main.bind("watchFolderOverrides", overrides);
        return main;
    }

    private static ExtendedStartupListener whenStarted(Consumer<CamelContext> check) {
        return new ExtendedStartupListener() {
            @Override
            public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {}

            @Override
            public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
                check.accept(context);
            }
        };
    }

    private static <T extends Throwable> Optional<T> cause(Throwable trouble, Class<T> kind) {
        for (Throwable t = trouble; t != null; t = t.getCause()) {
            if (kind.isInstance(t)) {
                return Optional.of(kind.cast(t));
            }
        }
        return Optional.empty();
    }

    /** A person's own come first. */
    private static String kamelets(Path folder) {
        return "file:" + folder + ",file:" + folder.resolve("kamelets") + ",classpath:kamelets";
    }

    /** Makes the state folder and logs into it. */
    public static void prepare(Path state, @Nullable String secret) {
        try {
            Files.createDirectories(state);
        } catch (IOException e) {
            throw new Refusal("--state: " + state + " cannot be made: " + e.getMessage() + "; name another folder");
        }
        if (!Files.isWritable(state)) {
            throw new Refusal("--state: " + state + " is not writable; name another folder");
        }
        Logging.into(state, secret);
    }

    public CamelContext context() {
        return context;
    }

    /** Its routes were changed: what they want beside them is opened. */
    void changed() {
        if (hasFlows()) {
            FlowRuns.of(context);
        }
        changed.run();
    }

    boolean hasFlows() {
        return !Flows.of(context).names().isEmpty();
    }

    /** The folders that the routes watch. */
    List<FolderJob> folders() {
        return watchers().map(WatchFolderConsumer::job).filter(Objects::nonNull).toList();
    }

    /** True when every route of a person starts from a watched folder, or is a node of a flow. */
    boolean hasOnlyFolders() {
        return context.getRoutes().stream()
                .filter(r -> !RouteActivity.inner(r))
                .allMatch(r -> r.getConsumer() instanceof WatchFolderConsumer);
    }

    private Stream<WatchFolderConsumer> watchers() {
        return context.getRoutes().stream()
                .map(Route::getConsumer)
                .filter(WatchFolderConsumer.class::isInstance)
                .map(WatchFolderConsumer.class::cast);
    }

    public FolderJob serve(FolderSpec spec) {
        return new Folders(context).start(spec);
    }

    @Override
    public void close() {
        stop.run();
    }
}
