package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.outbox.Harvest;
import io.controlnetflow.routes.engine.outbox.Outbox;
import io.controlnetflow.routes.engine.run.RunWorks;
import io.controlnetflow.routes.stage.FanOut;
import io.controlnetflow.routes.stage.WatchFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hot folders of a context. Made with the first folder. */
final class FolderWorks extends ServiceSupport implements FanOut.Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWorks.class);

    private final Engine engine;
    private final CamelContext camel;
    private final ProducerTemplate template;
    private final List<HotFolder> folders = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicBoolean counted = new AtomicBoolean();

    private FolderWorks(Engine engine) {
        this.engine = engine;
        this.camel = engine.camel();
        this.template = camel.createProducerTemplate();
    }

    static FolderWorks of(Engine engine) {
        CamelContext camel = engine.camel();
        synchronized (camel) {
            FolderWorks works = camel.hasService(FolderWorks.class);
            if (works == null) {
                works = new FolderWorks(engine);
                works.begin();
            }
            return works;
        }
    }

    private void begin() {
        try {
            camel.addService(this);
            RunWorks.of(engine).add(this);
        } catch (Exception e) {
            throw wrapped(e);
        }
    }

    /** The first run counts from the engine's start: what an earlier process left is sent before the folder is read. */
    private Instant counting() {
        return counted.getAndSet(true) ? engine.clock().instant() : engine.startedAt();
    }

    FolderJob start(FolderSpec spec) {
        folders.stream()
                .filter(folder -> folder.isLeaving() && folder.folder().equals(spec.inbox()))
                .forEach(FolderJob::close); // what it has in hand, the ledger knows
        Outbox outbox =
                new Outbox(spec.outbox(), engine.store(), engine.settings().embed());
        outbox.check();
        Intake intake = new Intake(engine.store(), engine.ledger().drops(), spec.inbox(), engine.clock());
        FolderReader reader = FolderReaders.of(engine, spec);
        String id = Integer.toString(numbers.incrementAndGet());
        WatchFolder[] watch = new WatchFolder[1];
        boolean batch = spec.mode() == FolderSpec.Mode.RUN;
        Instant since = batch ? counting() : engine.clock().instant();
        HotFolder folder = new HotFolder(
                spec,
                new FolderTools(
                        engine.ledger(),
                        engine.clock(),
                        since,
                        intake,
                        reader,
                        RunWorks.of(engine).snapshots(),
                        new Harvest(engine.ledger(), outbox, engine.agreements(), batch ? since : Instant.MAX),
                        new Filing(spec, outbox, engine.ledger(), engine.clock()),
                        new ContactSheets(outbox),
                        run -> template.sendBody(FanOut.PUBLISH, run),
                        path -> intake.forget(path)
                                .ifPresent(was -> watch[0].forget(
                                        path, was.size(), was.modified().toEpochMilli())),
                        stopped -> stop(stopped, watch[0])));
        watch[0] = new WatchFolder(id, folder, reader.order());
        folders.add(folder);
        try {
            camel.addRoutes(watch[0]);
        } catch (Exception e) {
            folders.remove(folder);
            throw wrapped(e);
        }
        return folder;
    }

    private void stop(HotFolder folder, WatchFolder watch) {
        if (folders.remove(folder)) {
            for (String route : watch.routes()) {
                try {
                    camel.getRouteController().stopRoute(route);
                    camel.removeRoute(route);
                } catch (Exception e) {
                    LOG.debug("route {} was gone: {}", route, e.getMessage());
                }
            }
        }
    }

    @Override
    public boolean knows(Runs.Run run) {
        return folders.stream().anyMatch(folder -> folder.knows(run.plan().id()));
    }

    @Override
    public void early(Runs.Run run, List<Runs.Cell> cells) throws IOException {
        for (HotFolder folder : folders) {
            folder.early(run, cells);
        }
    }

    @Override
    public void publish(Runs.Run run) throws IOException {
        for (HotFolder folder : folders) {
            folder.publish(run);
        }
    }

    private static RuntimeException wrapped(Exception e) {
        return e instanceof RuntimeException r ? r : new IllegalStateException(e.getMessage(), e);
    }

    @Override
    protected void doStop() {
        folders.forEach(FolderJob::close);
    }
}
