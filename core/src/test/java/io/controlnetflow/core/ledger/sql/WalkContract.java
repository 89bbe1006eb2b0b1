package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs.NewRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order from many threads: the books stay right. */
abstract class WalkContract extends AccountContract {
    private static final int THREADS = 8;
    private static final int STEPS = 250;

    /** What must never be found, by the name of the rule that it breaks. */
    private static final Map<String, String> BROKEN = Map.ofEntries(
            Map.entry(
                    "at most one open attempt a job",
                    "select job_key from flow_attempt where state = 'OPEN' group by job_key having count(*) > 1"),
            Map.entry(
                    "an open attempt belongs to a job that is being submitted, as its newest",
                    "select a.attempt_id from flow_attempt a join flow_job j on j.job_key = a.job_key where a.state = 'OPEN'"
                            + " and (j.state <> 'SUBMITTING' or j.attempt <> a.attempt_id)"),
            Map.entry(
                    "a job counts its attempts",
                    "select j.job_key from flow_job j where j.attempts <>"
                            + " (select count(*) from flow_attempt a where a.job_key = j.job_key)"),
            Map.entry(
                    "a job that is polled or further has its newest attempt's prediction",
                    "select j.job_key from flow_job j join flow_attempt a on a.attempt_id = j.attempt where j.state in"
                            + " ('POLLING', 'DOWNLOADING', 'DONE', 'PARKED') and (a.prediction_id is null"
                            + " or a.prediction_id <> j.prediction_id)"),
            Map.entry(
                    "money follows the attempt",
                    "select attempt_id from flow_attempt where money <> case when state in ('REFUSED', 'REJECTED',"
                            + " 'ABSENT', 'FAILED') then 'RELEASED' when state = 'COMPLETED' then 'SPENT'"
                            + " else 'RESERVED' end"),
            Map.entry(
                    "what is paid for is fetched",
                    "select j.job_key from flow_job j join flow_attempt a on a.attempt_id = j.attempt"
                            + " where j.state in ('DOWNLOADING', 'DONE') and a.money <> 'SPENT'"),
            Map.entry(
                    "no cell waits for a settled job",
                    "select c.cell_id from flow_cell c join flow_job j on j.job_key = c.job_key where c.state = 'WAITING'"
                            + " and j.state in ('DONE', 'FAILED', 'HELD', 'PARKED', 'CANCELLED')"),
            Map.entry(
                    "a cell is ready when all above are done",
                    "select c.cell_id from flow_cell c where (c.state = 'READY' and exists (select 1 from flow_edge e"
                            + " join flow_cell a on a.cell_id = e.above where e.below = c.cell_id and a.state <> 'DONE'))"
                            + " or (c.state = 'PENDING' and not exists (select 1 from flow_edge e join flow_cell a"
                            + " on a.cell_id = e.above where e.below = c.cell_id and a.state <> 'DONE'))"),
            Map.entry(
                    "a run is active while a cell can move",
                    "select r.run_id from flow_run r where (r.state = 'ACTIVE') <> (exists (select 1 from flow_cell c"
                            + " where c.run_id = r.run_id and c.state in ('READY', 'RUNNING', 'WAITING')))"));

    /** The nodes of the fleet. */
    List<Ledger> nodes() {
        return List.of(ledger);
    }

    @Test
    void keepsTheBooksRightWhateverHappens() throws Exception {
        for (int number = 0; number < RandomWalk.JOBS; number++) {
            ledger.jobs().attach(job(number, number % 3 == 0 ? null : "r0"));
        }
        for (int run = 0; run < RandomWalk.RUNS; run++) {
            String id = "r" + run;
            ledger.runs()
                    .open(
                            new NewRun(id, "flow", "{}", "{}", "batch", id),
                            List.of(
                                    cell(id, "a", 0, "c", "d"),
                                    cell(id, "b", 1, "d"),
                                    cell(id, "c", 2, "e"),
                                    cell(id, "d", 3, "e"),
                                    cell(id, "e", 4)));
        }
        long seed = ThreadLocalRandom.current().nextLong();
        Queue<Claim> claims = new ConcurrentLinkedQueue<>();
        AtomicInteger claimed = new AtomicInteger();
        List<Ledger> nodes = nodes();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> walks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Ledger node = nodes.get(thread % nodes.size());
                walks.add(threads.submit(new RandomWalk(node, clock, claims, claimed, seed + thread, STEPS)));
            }
            for (Future<?> walk : walks) {
                walk.get(240, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        BROKEN.forEach((rule, query) ->
                assertThat(rows(query)).as("%s (seed %d)", rule, seed).isEmpty());
        assertThat(rows("select attempt_id from flow_attempt"))
                .hasSize(claimed.get())
                .hasSizeGreaterThan(20);
    }

    private List<String> rows(String query) {
        return ((SqlLedger) ledger)
                .store()
                .read(handle -> handle.select(query).mapTo(String.class).list());
    }
}
