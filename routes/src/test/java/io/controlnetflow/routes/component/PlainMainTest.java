package io.controlnetflow.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.routes.component.message.GenerationResult;
import io.controlnetflow.routes.engine.Bench;
import io.controlnetflow.routes.engine.Engine;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Our components in an application on Camel Main, set up by its application.properties alone, and started twice. */
class PlainMainTest extends CamelMainTestSupport {
    @TempDir
    static Path folder;

    @BeforeAll
    static void writeProperties() throws Exception {
        Files.writeString(folder.resolve("application.properties"), """
                controlnetflow.state=%s
                controlnetflow.poll-floor=200ms
                controlnetflow.budget-day=0.03
                picture.size=256*256
                picture.prompt=a lighthouse
                """.formatted(folder.resolve("state")));
    }

    @Override
    protected String getPropertyPlaceholderLocations() {
        return "file:" + folder.resolve("application.properties");
    }

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:picture")
                        .to("control-map:canny")
                        .to("wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                                + "?size={{picture.size}}&prompt={{picture.prompt}}");
            }
        });
    }

    @RepeatedTest(2)
    void paysOnceHoweverOftenTheApplicationIsStarted() throws Exception {
        GenerationResult result = template.requestBody("direct:picture", Bench.picture(1), GenerationResult.class);

        assertThat(result.first().size()).isPositive();
        Engine engine = Engine.of(context);
        assertThat(engine.settings().pollFloor()).isEqualTo(Duration.ofMillis(200));
        assertThat(engine.settings().budgetDay()).isEqualByComparingTo(new BigDecimal("0.03"));
        assertThat(engine.ledger().account().spending(Instant.EPOCH).posts()).isEqualTo(1);
        assertThat(engine.ledger().jobs().countByState()).containsEntry(JobState.DONE, 1L);
        assertThat(folder.resolve("state")).isDirectoryContaining("glob:**ledger*");
    }
}
