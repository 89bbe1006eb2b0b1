/**
 * {@code wavespeed:MODEL}. A message comes in, what it asks for is read and checked, a result goes out; no thread waits. Knows the engine,
 * not flows.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.component.wavespeed;
