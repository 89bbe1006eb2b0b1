/**
 * Control maps by model: a photograph, options and a folder of model files in, a finished map out, and the hash of the model that
 * made it. Must not know jobs, flows or where the photograph came from; nothing is fetched.
 */
@NullMarked
package io.controlnetflow.core.image.model;

import org.jspecify.annotations.NullMarked;
