/**
 * Runs networks that lie in files: tensors in, tensors out, by TensorFlow Lite or ONNX Runtime. Both libraries are optional, and
 * are touched here only. Must not know what a tensor means.
 */
@NullMarked
package io.controlnetflow.core.image.net;

import org.jspecify.annotations.NullMarked;
