/**
 * One request of the API over Camel's HTTP component: never repeated by itself, answers as values. Knows no ledger and no route.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.stage.call;
