/**
 * Texts inside a picture's file: the bytes of a JPEG, PNG or WebP and two texts in, the same picture with them out, its pixels untouched;
 * and back. Must not know what the texts say.
 */
@NullMarked
package io.controlnetflow.core.image.text;

import org.jspecify.annotations.NullMarked;
