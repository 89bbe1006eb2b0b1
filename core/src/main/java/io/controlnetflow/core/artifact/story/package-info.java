/**
 * How a picture was made, told by its manifest, by the picture itself, or by the parameters that other programs write: files in, stories
 * out, and pictures with their story inside. Must not know the ledger or the wire.
 */
@NullMarked
package io.controlnetflow.core.artifact.story;

import org.jspecify.annotations.NullMarked;
