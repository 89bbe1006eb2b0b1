package io.controlnetflow.routes.engine.folder;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The drops of a folder that are not told of as final yet, by path and by run. Thread-safe. */
final class InHand {
    private final Map<String, DropTask> tasks;
    private final Map<String, DropTask> byRun = new ConcurrentHashMap<>();

    InHand(Comparator<String> order) {
        this.tasks = new ConcurrentSkipListMap<>(order);
    }

    /** In the folder's order. */
    Collection<DropTask> all() {
        return tasks.values();
    }

    /** Those that no batch has told of as they are now. */
    List<DropTask> untold() {
        return tasks.values().stream().filter(task -> !task.told()).toList();
    }

    boolean allSettled() {
        return tasks.values().stream().allMatch(DropTask::settled);
    }

    @Nullable
    DropTask at(String path) {
        return tasks.get(path);
    }

    Optional<DropTask> ofRun(String runId) {
        return Optional.ofNullable(byRun.get(runId));
    }

    void put(DropTask task) {
        tasks.put(task.path(), task);
    }

    /** Its run is known now. */
    void planned(DropTask task) {
        String run = task.runId();
        if (run != null) {
            byRun.put(run, task);
        }
    }

    /** Forgets what a batch has told of as final; what is held stays until a person has decided. */
    void forgetTold() {
        for (DropTask task : List.copyOf(tasks.values())) {
            if (task.told() && task.closed()) {
                forget(task);
            }
        }
    }

    /** Another run took the place of its run; see {@link #planned}. */
    void moved(DropTask task, String from) {
        byRun.remove(from, task);
        planned(task);
    }

    void forget(DropTask task) {
        tasks.remove(task.path(), task);
        String run = task.runId();
        if (run != null) {
            byRun.remove(run, task);
        }
    }

    /** What lies in the inbox for this drop only: a sidecar that another drop still needs stays. */
    List<String> toMove(DropTask task) {
        return task.sidecars().stream()
                .filter(path -> tasks.values().stream()
                        .noneMatch(other -> other != task
                                && !other.settled()
                                && other.sidecars().contains(path)))
                .toList();
    }
}
