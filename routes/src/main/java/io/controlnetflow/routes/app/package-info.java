/**
 * The flow program: command line, settings, progress and summaries. Words of a person come in, an exit code and lines on
 * the console go out. The only place that reads the environment and that prints. It opens no socket itself and writes no
 * SQL.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.app;
