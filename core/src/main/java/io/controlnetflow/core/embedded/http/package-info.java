/**
 * Requests and replies of the JDK's HTTP server: which route a path is, what a body holds, how an error looks. Knows nothing of tasks.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.embedded.http;
