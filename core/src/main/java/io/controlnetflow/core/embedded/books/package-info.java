/**
 * What the server must not forget: tasks, uploads, money and files, in a journal that survives a kill. Knows neither HTTP nor renderers.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.embedded.books;
