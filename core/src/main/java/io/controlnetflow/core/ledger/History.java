package io.controlnetflow.core.ledger;

import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.Run;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks back: runs, cells, and what these were made of. Reads only. */
public interface History {
    /**
     * A run as people see it.
     *
     * @param cells how many there are in each state; barriers are not counted
     * @param cost of the attempts that it asked for, at quoted prices, in USD
     */
    record RunView(Run run, boolean cancelled, Map<CellState, Long> cells, BigDecimal cost) {
        public RunView {
            cells = Map.copyOf(cells);
        }
    }

    /**
     * A cell and what its value depends on.
     *
     * @param parts JSON: of a paid cell the job's inputs, of a cell that waits for a run the run's, else what its key was made
     *     of; null when nothing was kept
     * @param model of a paid cell
     * @param provider of a paid cell
     */
    record Made(
            Cell cell,
            @Nullable String parts,
            @Nullable String model,
            @Nullable String provider) {}

    /**
     * What is going on.
     *
     * @param runs that are not settled
     * @param cells of these, how many there are in each state; barriers are not counted
     * @param paid of these, how many have a job and are done
     */
    record UnderWay(long runs, Map<CellState, Long> cells, long paid) {
        public UnderWay {
            cells = Map.copyOf(cells);
        }
    }

    /** Of all runs of this provider together. */
    UnderWay underWay();

    /** The newest runs first. */
    List<RunView> newest(int most);

    /** The newest runs of a flow first. */
    List<Run> latest(String flow, int most);

    /** Runs whose id begins like this. */
    List<Run> runsByPrefix(String prefix);

    Optional<RunView> run(String runId);

    /** Whose place the run took, first of all; its own id when it took nobody's. */
    String origin(String runId);

    /** The run that took the place of a run; empty when none did. */
    Optional<String> successor(String runId);

    Optional<Made> made(String cellId);

    /** What stands directly above a cell, barriers not counted: the members of a barrier instead. */
    List<Made> above(String cellId);

    /**
     * Cells of the same node of the same flow in other runs of the same provider, which have a value and were opened before;
     * those with the same label first, the newest of these first.
     */
    List<Made> earlier(Run than, String node, int most);

    /** The first DONE cell with this key. */
    Optional<Cell> first(String key);

    /** Cells that wait for a person's yes, oldest first. */
    List<Cell> approvals();

    /** What is known of the cells of a run, in order. */
    List<Made> cells(String runId);
}
