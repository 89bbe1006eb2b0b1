package io.controlnetflow.routes.engine;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One dropped picture or job file on its way, in memory only: everything here is read back from the folder and the ledger after
 * a restart.
 */
final class DropTask {
    /** How far a drop is. */
    enum Stage {
        TAKEN,
        PLANNED,
        /** Its pictures are in the outbox, or it failed and that was said. */
        SETTLED,
        /** A person decides. */
        HELD,
        REFUSED
    }

    /** A picture in the outbox with its control map, for the contact sheet. */
    record Shown(String outputRef, @Nullable String controlRef, String kind, String caption) {}

    /**
     * What one job of a settled run came to.
     *
     * @param key the job's key
     * @param pictures how many came out
     * @param reused true when the job was done before this drop asked
     * @param usd what it cost, or would have
     */
    record Result(String key, int pictures, boolean reused, BigDecimal usd) {}

    /** What a settled run came to. */
    record Outcome(List<Result> results, List<Shown> shown) {
        static final Outcome NOTHING = new Outcome(List.of(), List.of());

        int pictures() {
            return results.stream().mapToInt(Result::pictures).sum();
        }
    }

    private final String path;
    private final long id;
    private final List<String> sidecars;
    private volatile Stage stage = Stage.TAKEN;
    private volatile @Nullable String runId;
    private volatile boolean runWasSettled;
    private volatile int pictures;
    private volatile BigDecimal price = BigDecimal.ZERO;
    private volatile @Nullable String problem;
    private volatile Outcome outcome = Outcome.NOTHING;
    private volatile @Nullable Stage toldAs;

    /**
     * @param path relative to the inbox, with {@code /}
     * @param id of its row
     * @param sidecars files beside it that say what to make of it
     */
    DropTask(String path, long id, List<String> sidecars) {
        this.path = path;
        this.id = id;
        this.sidecars = List.copyOf(sidecars);
    }

    String path() {
        return path;
    }

    long id() {
        return id;
    }

    Stage stage() {
        return stage;
    }

    boolean settled() {
        return closed() || stage == Stage.HELD;
    }

    /** True when nothing more comes of it. */
    boolean closed() {
        return stage == Stage.SETTLED || stage == Stage.REFUSED;
    }

    /** True when a batch has told of it as it is now. */
    boolean told() {
        return toldAs == stage;
    }

    void tell() {
        toldAs = stage;
    }

    List<String> sidecars() {
        return sidecars;
    }

    @Nullable
    String runId() {
        return runId;
    }

    /** True when its run was settled before this program looked at it: nothing was made now. */
    boolean runWasSettled() {
        return runWasSettled;
    }

    int pictures() {
        return pictures;
    }

    BigDecimal price() {
        return price;
    }

    @Nullable
    String problem() {
        return problem;
    }

    Outcome outcome() {
        return outcome;
    }

    /** Another node put its pictures into place. */
    void elsewhere() {
        runWasSettled = true;
    }

    void planned(String run, boolean settledBefore, int expected, BigDecimal atLeast) {
        runId = run;
        runWasSettled = settledBefore;
        pictures = expected;
        price = atLeast;
        problem = null;
        become(Stage.PLANNED);
    }

    void refused(String why) {
        problem = why;
        become(Stage.REFUSED);
    }

    void settled(Outcome what, @Nullable String why) {
        outcome = what;
        problem = why;
        become(Stage.SETTLED);
    }

    void held(Outcome what, String why) {
        outcome = what;
        problem = why;
        become(Stage.HELD);
    }

    private void become(Stage next) {
        toldAs = null;
        stage = next;
    }
}
