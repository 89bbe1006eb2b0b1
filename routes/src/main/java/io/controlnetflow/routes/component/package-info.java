/**
 * The endpoints that people write in routes, a room each; what routes hand to each other is in {@code message}. Messages come in, results
 * go out; what a message asks for is read and checked here. Knows the engine, not the program around it.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.component;
