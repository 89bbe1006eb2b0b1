package io.controlnetflow.core.ledger;

import io.controlnetflow.core.job.JobKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which files of cells lie where people find them, so that each is put there once, as soon as its cell is done. */
public interface Placements {
    /** Cells of runs that are still ACTIVE, DONE by one of these jobs, with no file in place yet; in order. */
    List<Runs.Cell> wanted(Collection<JobKey> jobs);

    /** @param files JSON by cell id, opaque here */
    void placed(Map<String, String> files);

    /** What is in place of a run, by cell id. */
    Map<String, String> of(String runId);
}
