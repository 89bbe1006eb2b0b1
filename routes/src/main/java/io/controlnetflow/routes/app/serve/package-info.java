/** A folder or route files on their way: a Camel context is started, followed with progress, and told of at its end. Knows no command line. */
@NullMarked
package io.controlnetflow.routes.app.serve;

import org.jspecify.annotations.NullMarked;
