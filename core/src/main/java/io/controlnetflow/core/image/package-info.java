/**
 * Pictures as pixels, and what every room below shares: sizes, planes, resizing. Pixels in, pixels out; no files, no network, and nothing of
 * how they are decoded, what maps are made of them, what they tell, or how they are laid out, which is in the rooms.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.image;
