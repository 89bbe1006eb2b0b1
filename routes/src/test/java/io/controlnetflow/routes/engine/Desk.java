package io.controlnetflow.routes.engine;

import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.FolderStore;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import io.controlnetflow.routes.engine.flow.NodeModels;
import io.controlnetflow.routes.engine.flow.Snapshots;
import io.controlnetflow.routes.engine.folder.ContactSheets;
import io.controlnetflow.routes.engine.folder.DropPlanner;
import io.controlnetflow.routes.engine.folder.Filing;
import io.controlnetflow.routes.engine.folder.FolderReader;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.folder.FolderTools;
import io.controlnetflow.routes.engine.folder.HotFolder;
import io.controlnetflow.routes.engine.folder.Intake;
import io.controlnetflow.routes.engine.outbox.Harvest;
import io.controlnetflow.routes.engine.outbox.Outbox;
import io.controlnetflow.routes.stage.WatchFolder;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A watched folder on a real ledger and store, without an engine: nothing is computed or sent. */
final class Desk implements AutoCloseable {
    final Ledger ledger;
    final ArtifactStore store;
    final HotFolder folder;
    private final CamelContext camel = new DefaultCamelContext();

    Desk(Path state, FolderSpec spec) throws Exception {
        Files.createDirectories(state);
        Clock clock = Clock.systemUTC();
        ledger = Ledgers.open(LedgerSettings.inFolder(state, "test"), clock);
        store = new FolderStore(state.resolve("artifacts"));
        Outbox outbox = new Outbox(spec.outbox(), store);
        Intake intake = new Intake(store, ledger.drops(), spec.inbox(), clock);
        FolderReader reader = new FolderReader(
                spec,
                new DropPlanner(
                        "embedded",
                        new Random(1),
                        (model, inputs) -> BigDecimal.ONE,
                        new NodeModels((kind, options) -> Optional.empty(), text -> text)),
                store,
                null);
        WatchFolder[] watch = new WatchFolder[1];
        folder = new HotFolder(
                spec,
                new FolderTools(
                        ledger,
                        clock,
                        clock.instant(),
                        intake,
                        reader,
                        new Snapshots(),
                        new Harvest(ledger, outbox, Instant.MAX),
                        new Filing(spec, outbox, ledger, clock),
                        new ContactSheets(outbox),
                        run -> {},
                        path -> intake.forget(path)
                                .ifPresent(was -> watch[0].forget(
                                        path, was.size(), was.modified().toEpochMilli())),
                        stopped -> {}));
        watch[0] = new WatchFolder("1", folder, reader.order());
        camel.addRoutes(watch[0]);
        camel.start();
    }

    @Override
    public void close() {
        camel.stop();
        ledger.close();
    }
}
