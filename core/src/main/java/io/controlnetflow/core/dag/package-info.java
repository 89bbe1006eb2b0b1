/**
 * The pipeline: flow, node, cell, plan; ids, cycles and references checked; what is ready next is a pure function. No store, no clock, no Camel.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.dag;
