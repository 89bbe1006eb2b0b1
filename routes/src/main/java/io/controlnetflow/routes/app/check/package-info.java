/** The single looks of {@code flow doctor}: settings come in, a line each of what is well and what is not goes out. Changes nothing. */
@NullMarked
package io.controlnetflow.routes.app.check;

import org.jspecify.annotations.NullMarked;
