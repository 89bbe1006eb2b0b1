/**
 * Files that come out: content-addressed bytes, atomic verified writes, the manifest. Never a half-written file.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.artifact;
