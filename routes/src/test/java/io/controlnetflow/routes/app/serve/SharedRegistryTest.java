package io.controlnetflow.routes.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class SharedRegistryTest {
    /** What a cell looks up by its type. */
    private record Wanted() {}

    @Test
    void findsBeansByTypeWhileOthersAreBound() throws Exception {
        Main main = SharedRegistry.main();
        main.init();
        Registry registry = main.getCamelContext().getRegistry();
        Wanted wanted = new Wanted();
        registry.bind("wanted", wanted);
        AtomicBoolean done = new AtomicBoolean();
        Thread binding = new Thread(() -> {
            for (int i = 0; !done.get(); i = (i + 1) % 500) {
                registry.bind("other" + i, new Object());
                registry.unbind("other" + (i + 250) % 500);
            }
        });
        binding.start();
        try {
            for (int i = 0; i < 20_000; i++) {
                assertThat(registry.findSingleByType(Wanted.class)).isSameAs(wanted);
            }
        } finally {
            done.set(true);
            binding.join();
            main.stop();
        }
    }
}
