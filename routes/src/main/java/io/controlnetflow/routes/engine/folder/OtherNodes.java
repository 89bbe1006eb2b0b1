package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Other nodes that serve the same folder on the same ledger: each drop is planned, put into place and filed by one of them, and
 * the others forget it. Does nothing on a ledger that is this process's alone.
 */
final class OtherNodes {
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(15);

    private final FolderSpec spec;
    private final FolderTools tools;
    private final InHand inHand;
    private final Ledger ledger;
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();
    private volatile Instant looked = Instant.EPOCH;

    OtherNodes(FolderSpec spec, FolderTools tools, InHand inHand) {
        this.spec = spec;
        this.tools = tools;
        this.inHand = inHand;
        this.ledger = tools.ledger();
    }

    private boolean watching() {
        return spec.mode() == FolderSpec.Mode.WATCH && ledger.shared();
    }

    /** True when the drop's file left the inbox, which only another node can have done: a drop moves before what lies beside it. */
    boolean moved(DropTask task) {
        return watching() && !Files.exists(spec.inbox().resolve(task.path()));
    }

    /** True when this node is the one that puts the run's pictures into place; then it must. */
    boolean mine(DropTask task, Runs.Run run) {
        if (!ledger.runs().claimPublish(run.plan().id())) {
            return false;
        }
        if (watching() && !ledger.drops().isOpen(task.id())) {
            ledger.runs().published(run.plan().id());
            forget(task);
            return false;
        }
        return true;
    }

    /** Looks for drops whose pictures others put into place: {@code watch} forgets them, {@code run} sees that all is there. */
    void notice() {
        Instant now = tools.clock().instant();
        if (!ledger.shared() || now.isBefore(looked.plus(OFTEN))) {
            return;
        }
        looked = now;
        Map<String, DropTask> open = inHand.all().stream()
                .filter(task -> task.runId() != null && !task.closed())
                .collect(Collectors.toMap(DropTask::runId, task -> task, (one, other) -> one));
        for (String run : ledger.runs().publishedAmong(List.copyOf(open.keySet()))) {
            elsewhere(run, Objects.requireNonNull(open.get(run)), now);
        }
    }

    private void elsewhere(String run, DropTask task, Instant now) {
        if (watching() && !ledger.drops().isOpen(task.id())) {
            forget(task);
        } else if (task.stage() == DropTask.Stage.PLANNED
                && !now.isBefore(asked.getOrDefault(run, Instant.EPOCH).plus(AGAIN))) {
            asked.put(run, now);
            task.elsewhere();
            ledger.runs().find(run).ifPresent(tools.publishAgain());
        }
    }

    void forget(DropTask task) {
        inHand.forget(task);
        asked.remove(String.valueOf(task.runId()));
        tools.forget().accept(task.path());
        task.sidecars().forEach(tools.forget());
    }
}
