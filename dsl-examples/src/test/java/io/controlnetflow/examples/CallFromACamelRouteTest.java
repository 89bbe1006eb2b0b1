package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import example.Postcards;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java form of the second example, in a Camel context that is not ours. */
class CallFromACamelRouteTest {
    @TempDir
    private Path temp;

    @Test
    void theJavaRouteMakesOnePictureAPhotograph() throws Exception {
        Path copy = Examples.copy(Path.of("02-call-from-a-camel-route"), temp);
        int photographs = Examples.pictures(copy.resolve("photos")).size();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("folder", copy.toString());
            context.getPropertiesComponent()
                    .addInitialProperty(
                            "controlnetflow.state", copy.resolve(".flow").toString());
            context.addRoutes(new Postcards());
            NotifyBuilder delivered = new NotifyBuilder(context)
                    .fromRoute("postcards")
                    .whenDone(photographs)
                    .create();
            context.start();

            assertThat(delivered.matches(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(Examples.pictures(copy.resolve("outbox"))).hasSize(photographs);
    }
}
