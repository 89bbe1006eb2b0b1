/**
 * Pictures of flows. In: a flow, and what is known of its cells. Out: text, as SVG or as Mermaid; the same for the same flow, on every
 * machine. Pure functions: no files, no fonts, no store, no clock. What a call carries behind its question mark, or as a password, is
 * never drawn.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.dag.draw;
