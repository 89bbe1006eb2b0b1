/** Flows that run: routes that are the bodies of nodes, cells that are computed by them, runs that start and settle. Requests and rows come in, rows and outputs go out. Knows no folder and no program. */
@NullMarked
package io.controlnetflow.routes.engine.run;

import org.jspecify.annotations.NullMarked;
