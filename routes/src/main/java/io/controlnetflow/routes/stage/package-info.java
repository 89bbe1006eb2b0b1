/**
 * The stages, one RouteBuilder each: watch a folder, prepare, submit, poll, download, fan out. Rows and files come in, rows and
 * files go out; what a stage needs is handed to it. Knows neither the engine nor the components.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.stage;
