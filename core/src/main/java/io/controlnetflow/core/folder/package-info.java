/**
 * The folder contract: which files of a listing are drops, which belong to one, which are left alone, in which order, and what
 * their sidecars say. Listings and bytes come in, drops and checked fields go out. Watches nothing, moves nothing, and knows
 * neither Camel nor the store.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.folder;
