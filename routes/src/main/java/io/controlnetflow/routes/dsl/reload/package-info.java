/**
 * Route files that change while they run: texts come in, judged together; a running context with other routes, and words about it,
 * go out. Knows neither what makes a text good nor who is told.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.dsl.reload;
