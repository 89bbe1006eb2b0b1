/**
 * Renders on somebody's own GPU: a request comes in, becomes one prompt of a ComfyUI server, and its pictures go out. Knows ComfyUI's node classes and
 * endpoints (source: ComfyUI's server.py, execution.py, nodes.py and comfy_extras) and the renderer's side of the embedded server; nothing of its API, its books or the ledger.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.embedded.comfyui;
