package io.controlnetflow.routes.engine;

import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A batch's contact sheet; not drawn yet. */
final class ContactSheets {
    ContactSheets(Outbox outbox) {}

    @Nullable
    Path of(Collection<DropTask> tasks) {
        return null;
    }
}
