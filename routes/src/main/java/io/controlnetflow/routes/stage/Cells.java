package io.controlnetflow.routes.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Unwritable;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Values;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Runs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes cells.
 *
 * <p><b>In</b>: READY cells of the ledger, claimed in depth-first order, a few more than there are workers. <b>Out</b>: the cell's
 * value, a ticket of the job that it waits for, or a failure. <b>Fails with</b>: nothing; what goes wrong is the cell's problem, and a
 * ledger that cannot be reached is asked again. No cell lives in memory only: a RUNNING row is run again after a crash.
 */
public final class Cells extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Cells.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CELL = "ControlNetFlowClaimedCell";
    private static final String CALL = "ControlNetFlowCall";
    private static final int AHEAD = 8;
    /** Until a cell whose result could not be written is computed again. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Runs runs;
    private final int workers;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Clock clock;
    private final Queue<Runs.Cell> onceMore = new ConcurrentLinkedQueue<>();
    private final Queue<Later> later = new ConcurrentLinkedQueue<>();

    private record Later(Runs.Cell cell, Instant due) {}

    /** @param workers cells computed at once; maps are made on the processor, so as many as there are cores */
    public Cells(Runs runs, Clock clock, int workers) {
        this.runs = runs;
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    public void configure() {
        int recovered = runs.recover();
        if (recovered > 0) {
            LOG.info("{} cells were running when the program ended; they are run again", recovered);
        }
        from("timer:flow-cells?period=50&delay=0")
                .routeId("flow-cells-claim")
                .setBody(exchange -> claim())
                .split(body())
                .to(ExchangePattern.InOnly, "seda:flow-cells");

        from("seda:flow-cells?concurrentConsumers=" + workers)
                .routeId("flow-cells-compute")
                .doTry()
                .process(this::prepare)
                .toD("${exchangeProperty." + CALL + "}", 16)
                .process(this::settle)
                .doCatch(Throwable.class)
                .process(this::failed)
                .doFinally()
                .process(exchange -> underWay.decrementAndGet())
                .end();
    }

    private List<Runs.Cell> claim() {
        int free = workers * AHEAD - underWay.get();
        List<Runs.Cell> cells = new ArrayList<>();
        Instant now = clock.instant();
        for (Later next = later.peek(); next != null && !now.isBefore(next.due()); next = later.peek()) {
            onceMore.add(later.remove().cell());
        }
        while (cells.size() < free && !onceMore.isEmpty()) {
            cells.add(onceMore.remove());
        }
        try {
            cells.addAll(runs.claimReady(free - cells.size()));
        } catch (LedgerUnavailable e) {
            LOG.debug("ledger: {}; cells wait until it answers", e.getMessage());
        }
        underWay.addAndGet(cells.size());
        return cells;
    }

    private void prepare(Exchange exchange) throws JsonProcessingException {
        Runs.Cell cell = exchange.getMessage().getBody(Runs.Cell.class);
        exchange.setProperty(CELL, cell);
        Runs.Run run = runs.find(cell.runId()).orElseThrow();
        Flow flow = Flow.ofSnapshot(JSON.readTree(run.plan().snapshot()));
        Node node = flow.node(cell.node()).orElseThrow();
        ObjectNode with = Values.resolve(node.with(), known(flow, run));
        exchange.setProperty(CALL, node.call());
        exchange.setPattern(ExchangePattern.InOut);
        exchange.setProperty(
                CellScope.PROPERTY,
                new CellScope(run.plan().id(), cell.id(), node.id(), run.plan().label()));
        exchange.getMessage().setBody(with);
    }

    private Map<String, JsonNode> known(Flow flow, Runs.Run run) throws JsonProcessingException {
        Map<String, JsonNode> known = new HashMap<>();
        JsonNode given = JSON.readTree(run.plan().inputs());
        for (Map.Entry<String, Input> input : flow.inputs().entrySet()) {
            JsonNode value = given.path(input.getKey());
            JsonNode fallback = input.getValue().fallback();
            if (!value.isMissingNode()) {
                known.put(input.getKey(), value);
            } else if (fallback != null) {
                known.put(input.getKey(), fallback);
            }
        }
        for (Runs.Cell cell : runs.cells(run.plan().id())) {
            if (cell.state() == CellState.DONE && cell.output() != null) {
                known.put(cell.node(), JSON.readTree(cell.output()));
            }
        }
        return known;
    }

    private void settle(Exchange exchange) {
        Runs.Cell cell = exchange.getProperty(CELL, Runs.Cell.class);
        Object value = exchange.getMessage().getBody();
        if (value instanceof Ticket ticket) {
            runs.waiting(cell.id(), ticket.job().hex(), ticket.reused());
        } else if (value instanceof JsonNode json) {
            runs.done(cell.id(), json.toString());
        } else {
            throw new IllegalStateException("answers with "
                    + (value == null ? "nothing" : value.getClass().getName()) + ", which is no value of a cell");
        }
    }

    private void failed(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Runs.Cell cell = exchange.getProperty(CELL, Runs.Cell.class);
        Unwritable full = within(cause, Unwritable.class);
        if (full != null) {
            Attention.LOG.warn("{}", full.getMessage());
            later.add(new Later(cell, clock.instant().plus(AGAIN)));
            return;
        }
        if (within(cause, LedgerUnavailable.class) != null) {
            LOG.debug("{}: {}; it is tried again", cell.id(), cause.getMessage());
            onceMore.add(cell);
            return;
        }
        CellScope scope = exchange.getProperty(CellScope.PROPERTY, CellScope.class);
        LOG.debug("{} failed", cell.id(), cause);
        try {
            runs.failed(cell.id(), (scope == null ? cell.node() : scope.label()) + ": " + sentence(cause));
        } catch (LedgerUnavailable e) {
            onceMore.add(cell);
        }
    }

    private static <T extends Throwable> @Nullable T within(Throwable cause, Class<T> kind) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (kind.isInstance(t)) {
                return kind.cast(t);
            }
        }
        return null;
    }

    /** The innermost message: Camel wraps what a component says. */
    private static String sentence(Throwable cause) {
        Throwable t = cause;
        while (t.getCause() != null && t.getCause() != t && t instanceof RuntimeCamelException) {
            t = t.getCause();
        }
        return t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    }
}
