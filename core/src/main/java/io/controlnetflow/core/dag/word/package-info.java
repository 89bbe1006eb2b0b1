/**
 * The grammar of a format, as data: words, and the shape of each word's value. One definition checks a document and is written out as
 * a JSON schema. Knows nothing of flows.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.dag.word;
