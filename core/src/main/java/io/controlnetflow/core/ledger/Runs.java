package io.controlnetflow.core.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs and their cells. Finishing a cell readies the cells below it in the same transaction. */
public interface Runs {
    /**
     * @param id hash of flow snapshot and inputs
     * @param flow the flow's name
     * @param snapshot the flow as it was, JSON
     * @param inputs the inputs, JSON; pictures as {@code sha256:<hex>}
     * @param batch drops that are shown and priced together
     * @param label what a person calls it, usually the file's path
     */
    record NewRun(String id, String flow, String snapshot, String inputs, String batch, String label) {}

    /**
     * @param id {@code <runId>/<node>[coordinates]}
     * @param node the node's id
     * @param coordinates JSON object, {@code {}} for a node without matrix
     * @param order position in the run's depth-first order; lower goes first
     * @param below ids of cells that need this one
     */
    record NewCell(String id, String node, String coordinates, int order, List<String> below) {}

    /** A run with its cells. */
    record Opening(NewRun run, List<NewCell> cells) {}

    record Run(NewRun plan, RunState state, boolean published, long createdAt) {}

    enum RunState {
        ACTIVE,
        /** Every cell is done or skipped. */
        DONE,
        /** Every cell is settled and at least one failed. */
        FAILED,
        /** Every cell is settled or waits for a person. */
        HELD
    }

    /**
     * @param output JSON of the cell's value once DONE
     * @param jobKey the job it waits or waited for
     * @param problem why it failed or is held
     * @param reused true when the job it attached to was already DONE before this run
     */
    record Cell(
            String id,
            String runId,
            String node,
            String coordinates,
            int order,
            CellState state,
            @Nullable String output,
            @Nullable String jobKey,
            @Nullable String problem,
            boolean reused) {}

    /**
     * Writes the runs with their cells in one transaction, or returns what exists. Cells that nothing precedes are READY at
     * once, the others PENDING; those of an earlier run of the list are claimed before those of a later one. A run that exists
     * and FAILED is returned as it is; see {@link #again}.
     *
     * @return one for each given, in the same order
     */
    List<Run> open(List<Opening> runs);

    /** The same for one run. */
    default Run open(NewRun run, List<NewCell> cells) {
        return open(List.of(new Opening(run, cells))).get(0);
    }

    /**
     * What a drop was planned as.
     *
     * @param first true when nobody had planned this drop before
     */
    record OfDrop(Run run, boolean first) {}

    /** A drop and the run that it asks for. */
    record DropRun(long dropId, Opening opening) {}

    /**
     * As {@link #open(List)}, for drops, which note their runs in the same transaction.
     *
     * @param keep true: a drop that was planned already, by whatever node, keeps the run that it has
     */
    List<OfDrop> open(List<DropRun> drops, boolean keep);

    /** The same for one drop. */
    default OfDrop open(long dropId, NewRun run, List<NewCell> cells, boolean keep) {
        return open(List.of(new DropRun(dropId, new Opening(run, cells))), keep).get(0);
    }

    /** Claims READY cells in depth-first order, READY to RUNNING, for this node. */
    List<Cell> claimReady(int most);

    /** RUNNING to DONE with its value; readies below. */
    void done(String cellId, String output);

    /**
     * RUNNING to WAITING on the job; when the job is settled already, the cell takes its outcome at once. A job's later
     * outcome reaches its WAITING cells in the transaction that settles the job: DONE with the job's outputs as value,
     * FAILED with its problem, HELD for HELD and PARKED.
     */
    void waiting(String cellId, String jobKey, boolean reused);

    /** RUNNING to FAILED; everything below becomes SKIPPED. */
    void failed(String cellId, String problem);

    /** At start: cells that this node (or a dead one) left RUNNING go back to READY. Returns how many. */
    int recover();

    /** A person's word: FAILED and SKIPPED cells of the run start again. Jobs stay as they are. */
    void again(String runId);

    Optional<Run> find(String runId);

    List<Cell> cells(String runId);

    /** Runs whose state is not ACTIVE and that were not published yet, oldest first. */
    List<Run> toPublish(int most);

    /**
     * True when this node may put the settled run's results into place now; other nodes may not until {@link #published}, or
     * until this node is dead. The same node may ask again.
     */
    boolean claimPublish(String runId);

    void published(String runId);

    /** Which of these runs are settled and published. */
    Set<String> publishedAmong(Collection<String> runIds);

    /** Runs of a batch. */
    List<Run> batch(String batch);
}
