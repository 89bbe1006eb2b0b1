/** Flows: their nodes, what these call with which parameters, and flows that call each other. Files that were read come in, findings go out. Knows no catalog beyond what it is told. */
@NullMarked
package io.controlnetflow.routes.app.lint.flow;

import org.jspecify.annotations.NullMarked;
