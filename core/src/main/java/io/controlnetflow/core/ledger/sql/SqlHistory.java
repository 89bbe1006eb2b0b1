package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.History;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.Run;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The ledger as people look at it. */
record SqlHistory(Store store) implements History {
    private static final String MADE =
            "select c.*, coalesce(c.parts, j.inputs, s.inputs) as made_of, j.model, j.provider from flow_cell c"
                    + " left join flow_job j on j.job_key = c.job_key left join flow_run s on s.run_id = c.job_key ";

    /** This provider's, twice as a parameter, and what nobody noted it of. */
    private static final String OURS = "(? = '' or r.provider in ('', ?))";

    @Override
    public UnderWay underWay() {
        String provider = store.self().provider();
        return store.read(handle -> {
            Map<CellState, Long> cells = new EnumMap<>(CellState.class);
            long[] paid = new long[1];
            handle.select(
                            "select c.state, count(*) as cells, count(j.job_key) as jobs from flow_run r"
                                    + " join flow_cell c on c.run_id = r.run_id and c.gate = 'CELL' and c.node not like 'later:%'"
                                    + " left join flow_job j on j.job_key = c.job_key where r.published = false and r.state = 'ACTIVE' and "
                                    + OURS + " group by c.state",
                            provider,
                            provider)
                    .map((row, context) -> {
                        CellState state = CellState.valueOf(row.getString("state"));
                        cells.put(state, row.getLong("cells"));
                        paid[0] += state == CellState.DONE ? row.getLong("jobs") : 0;
                        return state;
                    })
                    .list();
            long runs = handle.select(
                            "select count(*) from flow_run r where r.published = false and r.state = 'ACTIVE' and "
                                    + OURS,
                            provider,
                            provider)
                    .mapTo(Long.class)
                    .one();
            return new UnderWay(runs, cells, paid[0]);
        });
    }

    @Override
    public List<RunView> newest(int most) {
        return views(
                "where " + OURS + " order by r.created_at desc, r.run_id fetch first ? rows only",
                store.self().provider(),
                store.self().provider(),
                most);
    }

    @Override
    public Optional<RunView> run(String runId) {
        return views("where r.run_id = ?", runId).stream().findFirst();
    }

    private List<RunView> views(String where, Object... parameters) {
        return store.read(handle -> {
            record Row(Run run, boolean cancelled) {}
            List<Row> runs = handle.select(Rows.RUNS + where, parameters)
                    .map((row, context) -> new Row(Rows.run(row, context), row.getBoolean("cancelled")))
                    .list();
            List<String> ids = runs.stream().map(row -> row.run.plan().id()).toList();
            Map<String, Map<CellState, Long>> cells = counts(handle, ids);
            Map<String, BigDecimal> costs = costs(handle, ids);
            return runs.stream()
                    .map(row -> new RunView(
                            row.run,
                            row.cancelled,
                            cells.getOrDefault(row.run.plan().id(), Map.of()),
                            costs.getOrDefault(row.run.plan().id(), BigDecimal.ZERO)))
                    .toList();
        });
    }

    private static Map<String, Map<CellState, Long>> counts(Handle handle, List<String> runs) {
        Map<String, Map<CellState, Long>> counts = new HashMap<>();
        handle.createQuery("select run_id, state, count(*) as cells from flow_cell where run_id = any(:ids)"
                        + " and gate = 'CELL' and node not like 'later:%' group by run_id, state")
                .bindArray("ids", String.class, runs)
                .map((row, context) -> {
                    counts.computeIfAbsent(row.getString("run_id"), id -> new EnumMap<>(CellState.class))
                            .put(CellState.valueOf(row.getString("state")), row.getLong("cells"));
                    return true;
                })
                .list();
        return counts;
    }

    private static Map<String, BigDecimal> costs(Handle handle, List<String> runs) {
        Map<String, BigDecimal> costs = new HashMap<>();
        handle.createQuery("select run_id, sum(price) as cost from flow_attempt where run_id = any(:ids)"
                        + " and money <> 'RELEASED' group by run_id")
                .bindArray("ids", String.class, runs)
                .map((row, context) -> costs.put(row.getString("run_id"), row.getBigDecimal("cost")))
                .list();
        return costs;
    }

    @Override
    public List<Run> latest(String flow, int most) {
        return store.read(handle -> handle.select(
                        Rows.RUNS + "where r.flow = ? and " + OURS
                                + " order by r.created_at desc, r.run_id fetch first ? rows only",
                        flow,
                        store.self().provider(),
                        store.self().provider(),
                        most)
                .map(Rows::run)
                .list());
    }

    @Override
    public List<Run> runsByPrefix(String prefix) {
        return store.read(handle -> handle.select(
                        Rows.RUNS + "where substring(r.run_id, 1, ?) = ? order by r.created_at desc," + " r.run_id",
                        prefix.length(),
                        prefix)
                .map(Rows::run)
                .list());
    }

    @Override
    public String origin(String runId) {
        return store.read(
                handle -> handle.select("select coalesce(origin, run_id) from flow_run where run_id = ?", runId)
                        .mapTo(String.class)
                        .findFirst()
                        .orElse(runId));
    }

    @Override
    public Optional<String> successor(String runId) {
        return store.read(handle -> Replacing.successor(handle, runId));
    }

    @Override
    public Optional<Made> made(String cellId) {
        return all("where c.cell_id = ?", cellId).stream().findFirst();
    }

    @Override
    public List<Made> above(String cellId) {
        return all(
                "where c.gate = 'CELL' and (c.cell_id in (select above from flow_edge where below = ?) or c.cell_id in"
                        + " (select m.above from flow_edge b join flow_cell g on g.cell_id = b.above and g.gate <> 'CELL'"
                        + " join flow_edge m on m.below = g.cell_id where b.below = ?)) order by c.position, c.cell_id",
                cellId,
                cellId);
    }

    @Override
    public List<Made> earlier(Run than, String node, int most) {
        return all(
                "join flow_run r on r.run_id = c.run_id where r.flow = ? and c.node = ? and r.run_id <> ? and "
                        + OURS
                        + " and r.created_at <= ? and c.state = 'DONE' order by case when r.label = ? then 0 else 1 end,"
                        + " r.created_at desc, c.position, c.cell_id fetch first ? rows only",
                than.plan().flow(),
                node,
                than.plan().id(),
                store.self().provider(),
                store.self().provider(),
                than.createdAt(),
                than.plan().label(),
                most);
    }

    @Override
    public Optional<Cell> first(String key) {
        return store.read(handle -> handle.select(
                        "select * from flow_cell where cell_key = ? and state = 'DONE'"
                                + " order by created_at, position, cell_id fetch first 1 rows only",
                        key)
                .map(Rows::cell)
                .findFirst());
    }

    @Override
    public List<Cell> approvals() {
        return store.read(handle -> handle.select(
                        "select * from flow_cell where state = 'APPROVAL' order by created_at, position, cell_id")
                .map(Rows::cell)
                .list());
    }

    @Override
    public List<Made> cells(String runId) {
        return all("where c.run_id = ? and c.gate = 'CELL' order by c.position, c.cell_id", runId);
    }

    private List<Made> all(String where, Object... parameters) {
        return store.read(handle ->
                handle.select(MADE + where, parameters).map(SqlHistory::made).list());
    }

    private static Made made(ResultSet row, StatementContext context) throws SQLException {
        return new Made(
                Rows.cell(row, context), row.getString("made_of"), row.getString("model"), row.getString("provider"));
    }
}
