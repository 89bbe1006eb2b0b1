/**
 * The endpoints that people write in routes: {@code wavespeed:} and {@code control-map:}. Messages come in, results go out; what
 * a message asks for is read and checked here. Knows the engine, not the program around it.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.component;
