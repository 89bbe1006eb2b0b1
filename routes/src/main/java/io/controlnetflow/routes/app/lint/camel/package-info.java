/** What Camel knows of itself: its catalog, its YAML schema, its Simple language, Kamelets. Words of route files come in, what is wrong with them goes out. Starts nothing. */
@NullMarked
package io.controlnetflow.routes.app.lint.camel;

import org.jspecify.annotations.NullMarked;
