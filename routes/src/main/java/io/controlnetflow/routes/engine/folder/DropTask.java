package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.routes.engine.outbox.Outcome;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One dropped picture or job file on its way, in memory only: everything here is read back from the folder and the ledger after
 * a restart.
 */
public final class DropTask {
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

    /**
     * What will come of it.
     *
     * @param atLeast USD
     */
    record Expected(int cells, int pictures, BigDecimal atLeast) {
        /** Nothing new: it is as it was left. */
        static final Expected NOTHING = new Expected(0, 0, BigDecimal.ZERO);
    }

    private final String path;
    private final long id;
    private final List<String> sidecars;
    private volatile Stage stage = Stage.TAKEN;
    private volatile @Nullable String runId;
    private volatile boolean runWasSettled;
    private volatile int cells;
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
    public DropTask(String path, long id, List<String> sidecars) {
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

    int cells() {
        return cells;
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

    void planned(String run, boolean settledBefore, Expected expected) {
        runId = run;
        runWasSettled = settledBefore;
        cells = expected.cells();
        pictures = expected.pictures();
        price = expected.atLeast();
        problem = null;
        become(Stage.PLANNED);
    }

    /** Another run took the place of its run, with about as much to do. */
    void goesOnAs(String run, boolean settledBefore) {
        planned(run, settledBefore, new Expected(cells, pictures, price));
    }

    public void refused(String why) {
        problem = why;
        become(Stage.REFUSED);
    }

    public void settled(Outcome what, @Nullable String why) {
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
