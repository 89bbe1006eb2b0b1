/**
 * Pictures: bounded decoding, control maps, resizing, contact sheets, edge agreement. Pixels in, pixels out; no files beyond bytes, no network.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.image;
