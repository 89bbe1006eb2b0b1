/** The hot folder: listings come in, runs of flows are opened for what was dropped, and files move when their runs are final. Knows the folder contract of core and the ledger; reads no command line and knows no endpoint. */
@NullMarked
package io.controlnetflow.routes.engine.folder;

import org.jspecify.annotations.NullMarked;
