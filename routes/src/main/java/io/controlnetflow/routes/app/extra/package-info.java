/**
 * Libraries that a person adds to the program: Camel components, drivers, engines. Words of a person come in, jars in the folder
 * {@code extra/} beside the program go out; they are on its class path from its next start. Maven fetches them; nothing else here knows
 * of it. It must not know what the libraries are for.
 */
@NullMarked
package io.controlnetflow.routes.app.extra;

import org.jspecify.annotations.NullMarked;
