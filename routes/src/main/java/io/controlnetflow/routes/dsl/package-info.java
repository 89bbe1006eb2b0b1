/**
 * Pipelines as text and as Java: {@code *.dag.yaml} files and the builder come in, {@code dag:} routes and the flow's spec go out,
 * for Camel or as Camel YAML for a person. Knows no ledger and no provider: what a node does is said by the routes alone.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.dsl;
