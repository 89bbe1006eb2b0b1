/**
 * One engine a Camel context: it owns the ledger, the store, the provider's address and the stages, plans drops into runs and
 * drives them to their end. Knows no command line and no component's options.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.engine;
