/**
 * What pixels tell: how well a picture keeps to its map, how alike two are, how sharp one is. Numbers come out.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.image.measure;
