/**
 * {@code dag:FLOW} and {@code dag:FLOW/NODE}. As a target a run is started; as a source a route is a node's body, or takes requests that
 * start runs. Knows the engine's runs and what nodes' endpoints are called with, not the program around it.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.component.dag;
