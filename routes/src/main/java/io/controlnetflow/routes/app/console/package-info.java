/** Terminal: lines, colours, progress, JSON, exit codes and refusals. Words for a person come in, bytes on the streams go out. Knows no settings and no engine. */
@NullMarked
package io.controlnetflow.routes.app.console;

import org.jspecify.annotations.NullMarked;
