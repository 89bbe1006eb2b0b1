/** Where results are put: settled runs come in, pictures and manifests in the outbox go out, once each. Knows no folder that is watched. */
@NullMarked
package io.controlnetflow.routes.engine.outbox;

import org.jspecify.annotations.NullMarked;
