package io.controlnetflow.core.ledger.sql;

/**
 * Who this process is.
 *
 * @param node its name in the fleet
 * @param provider whose jobs and runs it works on; empty: everybody's
 */
record Self(String node, String provider) {}
