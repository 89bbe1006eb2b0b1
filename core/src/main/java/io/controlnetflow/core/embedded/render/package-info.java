/**
 * From an accepted task to its files: who is next, how long it takes, what a renderer is given and gives. The renderers themselves implement {@link io.controlnetflow.core.embedded.render.Renderer} in rooms of their own.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.embedded.render;
