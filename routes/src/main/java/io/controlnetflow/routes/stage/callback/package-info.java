/**
 * The provider's callbacks: checked, and taken as a hint that a job has ended. A job that is never called back is polled as ever.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.stage.callback;
