/**
 * The pipeline: flow, node, cell, plan; ids, cycles and references checked; what is ready next is a pure function. In: a flow in the
 * words of the format, and what is given to a run. Out: cells in depth-first order with what each waits for. No store, no clock, no
 * files, no Camel: what must be read or drawn is handed in.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.dag;
