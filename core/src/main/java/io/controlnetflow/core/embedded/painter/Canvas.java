package io.controlnetflow.core.embedded.painter;

/**
 * A picture in the making.
 *
 * @param tone dark to light, 0 to 1
 * @param tint main hue to accent, 0 to 1
 * @param relief the height of the paint
 */
record Canvas(Field tone, Field tint, Field relief) {}
