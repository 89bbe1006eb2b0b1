/**
 * Flows as text: {@code *.dag.yaml} to a flow, with line and column of everything that is wrong; and the JSON schema of such a file.
 * Reads no files.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.dag.text;
