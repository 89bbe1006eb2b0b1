package io.controlnetflow.routes.app.serve;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.main.Main;
import org.apache.camel.support.SimpleRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Camel's registry of beans, for a context that is added to while it works. Camel's own is a plain map: a look-up by type, which
 * cells make, fails with a {@link java.util.ConcurrentModificationException} when a flow is bound meanwhile.
 *
 * <p>Safe for use by many threads.
 */
final class SharedRegistry extends SimpleRegistry {
    private static final long serialVersionUID = 1L;

    /** A program of Camel's with such a registry. */
    static Main main() {
        return new Main() {
            {
                registry.setFallbackRegistry(new SharedRegistry());
            }
        };
    }

    @Override
    public synchronized @Nullable Object lookupByName(String name) {
        return super.lookupByName(name);
    }

    @Override
    public synchronized <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        return super.lookupByNameAndType(name, type);
    }

    @Override
    public synchronized <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return super.findByTypeWithName(type);
    }

    @Override
    public synchronized <T> Set<T> findByType(Class<T> type) {
        return super.findByType(type);
    }

    @Override
    public synchronized void bind(String id, Class<?> type, Object bean) {
        super.bind(id, type, bean);
    }

    @Override
    public synchronized void bind(String id, Class<?> type, Supplier<Object> bean) {
        super.bind(id, type, bean);
    }

    @Override
    public synchronized void bindAsPrototype(String id, Class<?> type, Supplier<Object> bean) {
        super.bindAsPrototype(id, type, bean);
    }

    @Override
    public synchronized void unbind(String id) {
        super.unbind(id);
    }
}
