/** One class a verb of the command line: arguments come in, an exit code goes out. What takes more than a screen of code lives in a package below. */
@NullMarked
package io.controlnetflow.routes.app.verb;

import org.jspecify.annotations.NullMarked;
