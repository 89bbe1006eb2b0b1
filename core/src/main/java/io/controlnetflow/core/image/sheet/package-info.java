/**
 * Contact sheets: small pictures with captions on one plate, in a font of our own, so that they look the same everywhere.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.image.sheet;
