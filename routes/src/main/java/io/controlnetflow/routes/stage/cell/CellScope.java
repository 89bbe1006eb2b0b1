package io.controlnetflow.routes.stage.cell;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Travels as an exchange property with every exchange that computes a cell, so that a component knows where it works.
 *
 * <p>In: the body is the node's {@code with} as an {@code ObjectNode}, every reference resolved. A picture in it is
 * <code>{"type":"image","ref":"sha256:HEX","mediaType":"image/png","kind":"canny"}</code>; {@code kind} only for control maps.
 *
 * <p>Out: the body is the cell's value as a {@code JsonNode}, or a {@link io.controlnetflow.routes.stage.Ticket} when the cell waits for a job.
 *
 * @param label what a person calls the run, usually the dropped file's path
 * @param salt joins the job's key when what other runs asked for is not good enough; else null
 * @param rehearsed true when nothing may be asked for: a paid step answers with the request that it would make
 */
public record CellScope(
        String runId,
        String cellId,
        String node,
        String label,
        @Nullable String salt,
        boolean rehearsed) {
    public static final String PROPERTY = "ControlNetFlowCell";

    /** The same request of another run is good enough. */
    public CellScope(String runId, String cellId, String node, String label) {
        this(runId, cellId, node, label, null, false);
    }

    /** The scope of an exchange inside a cell; empty in a plain route. */
    public static Optional<CellScope> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, CellScope.class));
    }
}
