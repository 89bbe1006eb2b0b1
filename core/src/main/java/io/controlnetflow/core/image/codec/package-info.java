/**
 * Bytes to pixels and back: headers are looked at before pixels are unpacked, so that a file that is too large or no picture is refused cheaply. Knows pixels, not what they show.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.image.codec;
