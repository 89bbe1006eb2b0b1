/**
 * From a flow and its inputs to cells: coordinates are zipped and crossed, lists cut, the order made depth first; then which cells are ready. Pure functions; knows no ledger and no clock.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.dag.plan;
