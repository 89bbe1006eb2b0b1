/**
 * What models take: a request's inputs come in, and what is wrong with them by the JSON schema that the provider gives for the model
 * goes out, before anything is sent. Schemas are kept in a file between programs. Opens no connection; knows neither flows nor jobs.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.schema;
