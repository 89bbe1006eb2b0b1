package io.controlnetflow.routes.engine.run;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where people reach the pages of this process, once they can; found in the registry by its type. Thread-safe. */
public final class FlowAddress {
    private final AtomicReference<@Nullable String> url = new AtomicReference<>();

    /** @param url without a slash at its end */
    public void set(String url) {
        this.url.set(url);
    }

    Optional<String> url() {
        return Optional.ofNullable(url.get());
    }
}
