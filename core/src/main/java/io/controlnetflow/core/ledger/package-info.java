/**
 * The store: drops, runs, cells, jobs, attempts, spending, events. All SQL and its migrations live here. Verbs and records come in, rows go out, and whatever is answered is committed. Knows no HTTP and no Camel.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.ledger;
