/**
 * What only some may know: random tokens, signatures made with a key, and files that nobody but their owner can read. Knows nothing of
 * what they are for.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.secret;
