/**
 * One engine a CamelContext, made on demand: owns the ledger, the artifact store, the provider and the stages. Requests come
 * in, settled jobs go out. Knows neither the components nor the program around it.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.engine;
