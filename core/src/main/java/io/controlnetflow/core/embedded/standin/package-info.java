/**
 * Local stand-ins for models that are chained behind the ControlNet one: checked inputs and pictures come in, files, text or data of the real model's form go out, each
 * saying that it is a stand-in. Pure functions; know nothing of the server, its API or the network.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.embedded.standin;
