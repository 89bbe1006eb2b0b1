/**
 * Boxes and links on paper, in layers. In: sizes of boxes and which link leads from which to which. Out: where each box lies and how
 * each link runs, so that no box lies on another and no link goes through one. Knows nothing of flows, text or SVG.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.dag.draw.layout;
