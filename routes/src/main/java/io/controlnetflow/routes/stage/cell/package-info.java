/**
 * Cells of flows that are computed here: claimed, computed off the exchange, ended in the ledger. What a cell does is {@link io.controlnetflow.routes.stage.cell.CellWork}, which it is given.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.stage.cell;
