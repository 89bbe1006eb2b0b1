/** A flow made only to be measured: planned, run against the embedded server in a folder of its own, and told of in figures. Knows no command line. */
@NullMarked
package io.controlnetflow.routes.app.bench;

import org.jspecify.annotations.NullMarked;
