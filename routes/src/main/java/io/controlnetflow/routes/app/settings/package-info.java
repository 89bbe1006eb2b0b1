/** What was asked for: options, environment and property files come in, one checked record of settings goes out. The only reader of the environment. Starts nothing. */
@NullMarked
package io.controlnetflow.routes.app.settings;

import org.jspecify.annotations.NullMarked;
