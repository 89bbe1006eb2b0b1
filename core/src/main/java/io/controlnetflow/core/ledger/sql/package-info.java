/**
 * The ledger's implementation: all SQL of the program. Operations come in, run in groups on one writing thread, and are
 * answered after their commit. Must not know HTTP, Camel or files other than the ledger's own.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.ledger.sql;
