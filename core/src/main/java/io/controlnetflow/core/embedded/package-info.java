/**
 * A local server of the same API on 127.0.0.1 with a local renderer: the default provider, which needs no key and no internet. Puts its rooms together: http, books,
 * fault, render and call, each knowing only those before it. Sees only wire, job and image.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.embedded;
