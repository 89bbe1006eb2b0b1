/**
 * {@code control-map:KIND}. A picture comes in, a control map goes out. Knows the engine's maps, not jobs.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.component.map;
