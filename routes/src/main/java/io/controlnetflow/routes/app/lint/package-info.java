/** Looks at route files, sidecars and job files without running them. Paths come in, findings with line and column go out. Sends nothing and writes nothing. */
@NullMarked
package io.controlnetflow.routes.app.lint;

import org.jspecify.annotations.NullMarked;
