/**
 * POSTs of unknown fate: looked up at the provider, twice where absence has to be proven, and decided. Sends no POST itself.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.stage.doubt;
