/**
 * Runs of flows: a plan becomes rows of the ledger, a row becomes a cell's parameters, and a settled run its outputs. In come
 * flows and inputs, out go rows and values. Must not know Camel, nor where results are put.
 */
@NullMarked
package io.controlnetflow.routes.engine.flow;

import org.jspecify.annotations.NullMarked;
