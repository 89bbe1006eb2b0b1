/**
 * Control maps that need no model: pixels and a kind's options in, a map out. Pure functions of their input, to the last bit.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.image.map;
