/**
 * What routes hand to each other: control maps, results of generations, pictures that are given or were made, and what is said of them.
 * Values only; they know no endpoint.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.component.message;
