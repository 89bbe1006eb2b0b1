package io.controlnetflow.routes.engine.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the flows of a context live; found in the registry by its type.
 *
 * @param folder what relative names in flows start from
 * @param outbox where results of runs are put that no folder started; null: nowhere, they are answered only
 */
public record FlowPlace(Path folder, @Nullable Path outbox) {}
