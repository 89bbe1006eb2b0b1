/**
 * The calls of the API, one class each: a request and the caller come in, the books change, a reply goes out. Shapes and rules are the real API's.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.embedded.call;
