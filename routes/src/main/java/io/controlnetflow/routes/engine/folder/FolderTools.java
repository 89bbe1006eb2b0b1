package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.flow.Snapshots;
import io.controlnetflow.routes.engine.outbox.Harvest;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What a hot folder works with.
 *
 * @param since from when on POSTs are counted
 * @param publishAgain hands a run that was settled before to the publisher
 * @param forget a file of this path left the inbox, so that it is seen again when it comes back
 * @param stop ends the watching
 */
public record FolderTools(
        Ledger ledger,
        Clock clock,
        Instant since,
        Intake intake,
        FolderReader reader,
        Snapshots snapshots,
        Harvest harvest,
        Filing filing,
        ContactSheets sheets,
        Consumer<Runs.Run> publishAgain,
        Consumer<String> forget,
        Consumer<HotFolder> stop) {}
