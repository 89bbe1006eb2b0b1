package io.controlnetflow.core.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs and their cells. Finishing a cell readies the cells below it in the same transaction. */
public interface Runs {
    /** {@link Cell#due} of a SKIPPED cell that a person said no to. */
    long REFUSED = -1;

    /** {@link Cell#due} of a SKIPPED cell that was cancelled. */
    long CANCELLED = -2;

    /**
     * @param id hash of flow snapshot and inputs
     * @param flow the flow's name
     * @param snapshot the flow as it was, JSON
     * @param inputs the inputs, JSON; pictures as {@code sha256:<hex>}
     * @param batch drops that are shown and priced together
     * @param label what a person calls it, usually the file's path
     * @param budget of its flow, as it is now
     * @param caller the run whose cell calls it: it counts for that one's budget, too; null for none
     */
    record NewRun(
            String id,
            String flow,
            String snapshot,
            String inputs,
            String batch,
            String label,
            Budget budget,
            @Nullable String caller) {
        /** A run of a flow without a budget that nobody calls. */
        public NewRun(String id, String flow, String snapshot, String inputs, String batch, String label) {
            this(id, flow, snapshot, inputs, batch, label, Budget.NONE, null);
        }
    }

    /**
     * @param id {@code <runId>/<node>[coordinates]}
     * @param node the node's id; of a barrier {@code node[*]}
     * @param coordinates JSON object with what the plan says of the cell; opaque here
     * @param order position in the run's depth-first order; lower goes first
     * @param below ids of cells and barriers that need this one
     * @param gate when it goes on
     * @param optional true when the run goes on though it fails
     * @param repeatable true when it may be run again after it was cut off
     */
    record NewCell(
            String id,
            String node,
            String coordinates,
            int order,
            List<String> below,
            Gate gate,
            boolean optional,
            boolean repeatable) {
        public NewCell {
            below = List.copyOf(below);
        }

        /** A cell that must not fail and may be run again. */
        public NewCell(String id, String node, String coordinates, int order, List<String> below) {
            this(id, node, coordinates, order, below, Gate.CELL, false, true);
        }
    }

    /** What a run is called that a cell of another run starts: without the ending of that one's file, since results lie under it. */
    static String label(String other, String flow) {
        return other.replaceFirst("(?<=[^/])\\.[A-Za-z0-9]{1,5}$", "") + "/" + flow;
    }

    /** A run with its cells. */
    record Opening(NewRun run, List<NewCell> cells) {}

    record Run(NewRun plan, RunState state, boolean published, long createdAt) {}

    enum RunState {
        ACTIVE,
        /** Every cell is done or skipped. */
        DONE,
        /** Every cell is settled and at least one failed or was cancelled. */
        FAILED,
        /** Every cell is settled or waits for a person. */
        HELD
    }

    /**
     * @param output JSON of the cell's value once DONE; of what a person is shown in APPROVAL
     * @param jobKey the job it waits or waited for; or the run
     * @param problem why it failed, is held or is skipped
     * @param reused true when the job it attached to was already DONE before this run, or its value was known
     * @param gate a barrier's, or {@link Gate#CELL}
     * @param tries how often it was run and is to be run again
     * @param due not run before, in milliseconds since 1970; of an APPROVAL: until when; {@link #REFUSED},
     *     {@link #CANCELLED}; 0 for none of these
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
            boolean reused,
            Gate gate,
            boolean optional,
            boolean repeatable,
            int tries,
            long due,
            @Nullable String key) {
        /** True when a person ended it before it began, or before its job was sent. */
        public boolean cancelled() {
            return state == CellState.SKIPPED && due == CANCELLED;
        }

        /** The same in another state. */
        public Cell in(CellState other) {
            return new Cell(
                    id,
                    runId,
                    node,
                    coordinates,
                    order,
                    other,
                    output,
                    jobKey,
                    problem,
                    reused,
                    gate,
                    optional,
                    repeatable,
                    tries,
                    due,
                    key);
        }
    }

    /**
     * Writes the runs with their cells in one transaction, or returns what exists. Cells that nothing precedes are READY at
     * once, the others PENDING; those of an earlier run of the list are claimed before those of a later one. A run that exists
     * and FAILED is returned as it is; see {@link #again}. One that exists takes the budget that is given, and what its budget
     * had halted is decided anew.
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
     * @param keep true: a drop that was planned already, by whatever node, keeps the run that it has for this provider
     */
    List<OfDrop> open(List<DropRun> drops, boolean keep);

    /** The same for one drop. */
    default OfDrop open(long dropId, NewRun run, List<NewCell> cells, boolean keep) {
        return open(List.of(new DropRun(dropId, new Opening(run, cells))), keep).get(0);
    }

    /**
     * What a value depends on: others with the same hash can use it.
     *
     * @param hash 64 hex digits
     * @param parts JSON of what was hashed, for {@link History}; null: not kept
     */
    record CellKey(String hash, @Nullable String parts) {}

    /** Claims READY cells in depth-first order, READY to RUNNING, for this node. */
    List<Cell> claimReady(int most);

    /** RUNNING to DONE with its value; readies below. */
    default void done(String cellId, String output) {
        done(cellId, output, null);
    }

    /** @param key what the value depends on; null: nobody can use it */
    void done(String cellId, String output, @Nullable CellKey key);

    /** RUNNING to DONE with a value that {@link #known} gave. */
    void reused(String cellId, String output, CellKey key);

    /** The value of a DONE cell with this key, of whatever run for the same provider. */
    Optional<String> known(String key);

    /** RUNNING to SKIPPED; what needs it is skipped too. */
    void skipped(String cellId, String why);

    /** RUNNING to READY, not before the given time; counts as a try. */
    void later(String cellId, Instant due, String problem);

    /**
     * Said before a body acts outside: cut off after this, a cell that is not repeatable is held.
     *
     * @return false when the run was cancelled meanwhile: the cell has ended, and its body is not to be run
     */
    boolean begun(String cellId);

    /**
     * RUNNING to APPROVAL.
     *
     * @param shown JSON of what the person sees; the cell's value after a yes
     * @param until when it is decided without a person; null: never
     * @param approveThen what is decided then
     */
    void approval(String cellId, String shown, @Nullable Instant until, boolean approveThen);

    /**
     * A person's yes or no: APPROVAL to DONE, or to SKIPPED.
     *
     * @return false when the cell does not wait for it
     */
    boolean decide(String cellId, boolean yes, String by);

    /** Decides what nobody decided in time; returns how many. */
    int decideOverdue();

    /**
     * RUNNING to WAITING on another run, or at once to what that run came to.
     *
     * @param otherRun a run of this ledger
     */
    void waitingForRun(String cellId, String otherRun);

    /** The run is settled: cells that wait for it are DONE with its outputs, FAILED with its problem, or HELD. */
    void runSettled(String runId, String outputs, @Nullable String problem);

    /** What stands directly above a cell, or the members of a barrier; in order. */
    List<Cell> above(String cellId);

    /**
     * The RUNNING cell that plans further ones becomes DONE, and those of the given rows that are not there yet are written, with
     * their edges. What is settled above them counts.
     *
     * @param all every row of the run that is known now
     */
    void extend(String cellId, List<NewCell> all);

    /**
     * RUNNING to WAITING on the job; when the job is settled already, the cell takes its outcome at once. A job's later
     * outcome reaches its WAITING cells in the transaction that settles the job: DONE with the job's outputs as value,
     * FAILED with its problem, HELD for HELD and PARKED.
     */
    void waiting(String cellId, String jobKey, boolean reused);

    /** RUNNING to FAILED; everything below becomes SKIPPED. */
    void failed(String cellId, String problem);

    /**
     * At start: cells that this node (or a dead one) left RUNNING go back to READY, or end when their run was cancelled; one that was
     * begun and is not repeatable is HELD. Returns how many.
     */
    int recover();

    /**
     * A person's word: FAILED cells of the run start again, HELD ones that wait for no job, cancelled ones, and what was skipped
     * because of them. Jobs stay as they are; what a person refused stays refused.
     */
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
