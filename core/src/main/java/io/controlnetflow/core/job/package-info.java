/**
 * What is asked for: a request and its ranges, the kinds of control and their defaults, seeds, and the key that makes one
 * distinct request one job. Values come in from people and files and are checked here; nothing here knows HTTP, JSON
 * trees, Camel or the store.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.job;
