/**
 * Where people answer what flows ask them, by a link: a page with the question, and its answer. A request comes in, the ledger's
 * decision goes out. Knows no command line and no console; nothing is decided by looking.
 */
@NullMarked
package io.controlnetflow.routes.app.decide;

import org.jspecify.annotations.NullMarked;
