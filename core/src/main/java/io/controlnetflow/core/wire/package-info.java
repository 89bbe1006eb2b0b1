/**
 * The API's JSON as records: envelopes, predictions, outputs, and what an answer to a submit means. Trees, bytes and texts come in, records and sealed outcomes go out; snake_case lives only here. Opens no connection.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.wire;
