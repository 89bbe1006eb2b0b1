/**
 * {@code pictures:OPERATION}. Pictures or lists of them come in; a sheet, the best one, another size or what is said of them goes out.
 * Sends nothing and pays nothing.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.component.pictures;
