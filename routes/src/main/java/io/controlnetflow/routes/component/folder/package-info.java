/**
 * {@code watch-folder:PATH}, a hot folder as a source, and the bean that puts pictures into a folder. Knows the engine's folders and how
 * a flow takes its inputs.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.component.folder;
